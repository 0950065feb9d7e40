/** The API server's answer to one request. */
export interface Answer {
  readonly status: number;
  /** The JSON of the body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Texts of the Warning headers. kubectl prints them, but they do not change its exit code. */
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

/** The server's message about a refused request. */
export const messageOf = ({ status, body }: Answer): string => (typeof body.message === 'string' ? body.message : `status ${status}`);

/** The texts of Warning headers: `299 - "unknown field \"spec.replica\""`. A header in another format is kept unchanged. */
export const warningsOf = (headers: readonly string[]): string[] => [
  ...new Set(
    headers.flatMap((header) => {
      const texts = [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replaceAll(/\\(.)/g, '$1'));
      return texts.length > 0 ? texts : [header];
    }),
  ),
];
