import {
  type ConfigurationFile,
  ContentJob,
  type ContentJobProps,
  connect,
  type EnvironmentData,
  kubernetesApi,
} from '../../../../constructs/kubernetes';
import { environment, manifest, manifests, onCluster, renderIn } from '../../fixture';

const script: ConfigurationFile = { name: 'fill.sh', text: 'echo\n', onChange: 'restart' };
const props: ContentJobProps = {
  name: 'filler',
  component: 'data',
  files: [script],
  args: ['1'],
  image: 'ghcr.io/shop/fill:1.0.0',
  user: { uid: 10, gid: 11 },
  resources: { cpu: '10m', memory: '32Mi' },
  retries: 3,
};

const other = { instance: 'other', namespace: 'shop', selector: {}, domain: 'cluster.local' };

const rendered = (more: Partial<ContentJobProps> = {}) => renderIn((chart) => new ContentJob(chart, 'fill', { ...props, ...more }));
const nameOf = (more?: Partial<ContentJobProps>): string => manifests(rendered(more)).find(({ kind }) => kind === 'Job')?.metadata.name ?? 'no Job';
const jobOf = (more?: Partial<ContentJobProps>) => manifest(rendered(more), `Job/${nameOf(more)}`).spec;

describe('a Job of one content', () => {
  it('has a name that consists of its id and a hash', () => {
    expect(nameOf()).toMatch(/^fill-[0-9a-f]{8}$/);
  });

  it.each<[string, Partial<ContentJobProps>]>([
    ['a file', { files: [{ ...script, text: 'echo more\n' }] }],
    ['an argument', { args: ['2'] }],
    ['the image', { image: 'ghcr.io/shop/fill:1.0.1' }],
    ['a connection', { connections: [connect({ workload: other, ports: [1], values: () => ({}) }, () => ({ HOST: 'other' }))] }],
    ['its resources', { resources: { cpu: '20m', memory: '64Mi' } }],
    ['the settings of its pods', { settings: { pod: { labels: { team: 'shop' } } } }],
    ['its further content', { content: 1 }],
  ])('is another Job when %s changes', (_, more) => {
    expect(nameOf(more)).not.toBe(nameOf());
  });

  it('is another Job when the environment changes all pods or the registry, because the API server refuses changed pods', () => {
    const idIn = (data: EnvironmentData) =>
      manifests(renderIn((chart) => new ContentJob(chart, 'fill', props), data)).find(({ kind }) => kind === 'Job')?.metadata.name;
    expect(idIn({ ...environment, pods: { labels: { team: 'shop' } } })).not.toBe(nameOf());
    expect(idIn(onCluster({ registries: { 'ghcr.io': 'registry.example.com' } }))).not.toBe(nameOf());
  });

  it('stays the same Job when its pods do not change', () => {
    expect(nameOf({ retries: 4, settings: { service: { labels: { team: 'shop' } } } })).toBe(nameOf());
  });

  it('runs its first file with its arguments, and its variables', () => {
    const more: Partial<ContentJobProps> = { variables: (self) => ({ SELF: self.instance }) };
    const [container] = jobOf(more).template.spec.containers;
    expect(container.command).toEqual(['/bin/sh', '/etc/ballast/fill.sh', '1']);
    expect(container.env).toEqual([{ name: 'SELF', value: nameOf(more) }]);
  });

  it('has a token for the Kubernetes API only if it has rules', () => {
    const rules = () => [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    const volumes = (more?: Partial<ContentJobProps>) => jobOf(more).template.spec.volumes.map(({ name }: { name: string }) => name);
    expect(volumes()).toEqual(['files', 'tmp']);
    expect(volumes({ rules, connections: [connect(kubernetesApi)] })).toEqual(['kubernetes-api', 'files', 'tmp']);
  });
});
