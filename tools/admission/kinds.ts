import type { Manifest } from '../../model';
import { type ApiServer, messageOf } from '../api-server/answer';

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The server's path for objects of each kind; requested once for each API version. */
export class Kinds {
  private readonly versions = new Map<string, Promise<readonly Resource[]>>();

  constructor(private readonly api: ApiServer) {}

  /** Path of the collection of an object; an error if the server has no definition of its kind. */
  async collectionOf({ apiVersion, kind, metadata }: Manifest): Promise<string> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const asked = this.versions.get(base) ?? this.ask(base);
    this.versions.set(base, asked);
    const resource = (await asked).find((each) => each.kind === kind && !each.name.includes('/'));
    if (!resource) throw new MissingDefinition(apiVersion, kind);
    return `${base}${resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : ''}/${resource.name}`;
  }

  private async ask(base: string): Promise<readonly Resource[]> {
    const answer = await this.api.request('GET', base);
    if (answer.status === 404) return [];
    if (answer.status !== 200) throw new Error(`${this.api.server}: GET ${base}: ${messageOf(answer)}`);
    return answer.body.resources as readonly Resource[];
  }
}

export class MissingDefinition extends Error {
  constructor(apiVersion: string, kind: string) {
    super(
      `the server has no ${kind} of ${apiVersion}; if it is a custom resource, install the CustomResourceDefinition of its operator, ` +
        'otherwise use an API version that the server has',
    );
  }
}
