import type { Manifest } from '../../model';
import { type ApiServer, messageOf } from '../api-server/answer';

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Where the server keeps objects of each kind, asked once for each API version. */
export class Kinds {
  private readonly versions = new Map<string, Promise<readonly Resource[]>>();

  constructor(private readonly api: ApiServer) {}

  /** Path of the collection that an object belongs to; an error where the server has no definition of its kind. */
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
      `the server serves no ${kind} of ${apiVersion}; if it is a custom resource, install the definition (CustomResourceDefinition) that its ` +
        'operator brings, else write a version that the server serves',
    );
  }
}
