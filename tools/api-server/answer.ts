/** What the API server said to one request. */
export interface Answer {
  readonly status: number;
  /** The JSON of the body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Texts of the Warning headers, which kubectl prints and nobody's exit code tells of. */
  readonly warnings: readonly string[];
}

export interface Body {
  readonly type: 'application/json' | 'application/yaml' | 'application/apply-patch+yaml';
  readonly text: string;
}

/** The API server that KUBECONFIG names. */
export interface ApiServer {
  readonly context: string;
  readonly server: string;
  request(method: 'GET' | 'POST' | 'PATCH', path: string, body?: Body): Promise<Answer>;
}

/** Why a request was refused, in the server's words. */
export const messageOf = ({ status, body }: Answer): string => (typeof body.message === 'string' ? body.message : `status ${status}`);

/** The texts of Warning headers: `299 - "unknown field \"spec.replica\""`. One that is written otherwise is kept as it is. */
export const warningsOf = (headers: readonly string[]): string[] => [
  ...new Set(
    headers.flatMap((header) => {
      const texts = [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'));
      return texts.length > 0 ? texts : [header];
    }),
  ),
];
