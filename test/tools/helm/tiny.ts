// A platform with one object, to show what a projection makes of it.
import { ApiObject } from 'cdk8s';
import type { ObjectEntries } from 'valibot';
import { definePlatform, environmentSchema, NamespaceWithDefaultDeny, object, type Platform, PlatformChart } from '../../../constructs/kubernetes';
import { project } from '../../../tools/helm/projection/project';
import { templatesOf } from '../../../tools/helm/templates';
import { environment } from '../../constructs/fixture';

type Own = Readonly<Record<string, never>>;

/** Without the values that all platforms have, because each of them makes the projection longer. */
const common = ['cluster', 'secrets', 'pods', 'services', 'monitors', 'quotas'];

const helm = {
  description: 'A platform with one object.',
  usual: 'usual',
  leftOut: Object.fromEntries(common.map((path) => [path, 'not for this test'])),
};

/** @param spec makes the object's fields of the environment's own data */
export function tiny(entries: ObjectEntries, data: unknown, spec: (own: Own) => unknown): Platform {
  return definePlatform({
    name: 'tiny',
    schema: environmentSchema({ own: object(entries) }),
    environments: { usual: { ...environment, own: data as never } },
    helm,
    charts(app, props, namespace) {
      new NamespaceWithDefaultDeny(new PlatformChart(app, '00-namespaces', props), namespace);
      const chart = new PlatformChart(app, '10-things', { ...props, namespace });
      new ApiObject(chart, 'Thing', {
        apiVersion: 'example.com/v1',
        kind: 'Thing',
        metadata: { name: 'thing' },
        ...{ spec: spec(props.environment.own as Own) },
      });
    },
  });
}

export const projectionOf = (platform: Platform) => project(platform, helm);

/** The lines below `spec:` in the template of the object. */
export async function templateOf(platform: Platform): Promise<string> {
  const text = templatesOf(platform.name, await projectionOf(platform))['templates/10-things.yaml'] ?? '';
  return text.slice(text.indexOf('spec:\n') + 'spec:\n'.length);
}
