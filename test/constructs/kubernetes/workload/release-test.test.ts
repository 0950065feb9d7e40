import { connect, ReleaseTest, type ReleaseTestProps } from '../../../../constructs/kubernetes';
import { type Manifest, nameOf } from '../../../../model';
import { environment, manifest, manifests, names, onCluster, renderIn } from '../../fixture';
import { dns, pods, workload } from './fixture';

const props: ReleaseTestProps = {
  name: 'shop-test',
  component: 'test',
  command: ['/bin/sh', '/etc/ballast/test.sh'],
  files: [{ name: 'test.sh', text: 'echo\n', onChange: 'restart' }],
  image: 'ghcr.io/shop/test:1.0.0',
  user: { uid: 10, gid: 11 },
};

const withoutTest = renderIn((chart) => workload(chart, 'shop', { self: [80] }));
const rendered = (more: Partial<ReleaseTestProps> = {}, data = environment) =>
  renderIn((chart) => {
    const server = workload(chart, 'shop', { self: [80] });
    const connection = connect({ workload: server, ports: [80], values: () => 'shop' }, (host) => ({ HOST: host }));
    new ReleaseTest(chart, 'shop-test', { ...props, connections: [connection], ...more });
  }, data);

const own = ['ConfigMap/shop-test', 'NetworkPolicy/shop-test', 'NetworkPolicy/shop-test-to-shop', 'Pod/shop-test'];
const pod = manifest(rendered(), 'Pod/shop-test');
const annotationsOf = ({ metadata }: Manifest) => metadata.annotations;

describe('a test of a release', () => {
  it('is a Pod with its files and its NetworkPolicies', () => {
    expect(
      names(rendered())
        .filter((name) => !names(withoutTest).includes(name))
        .sort(),
    ).toEqual(own);
  });

  it('has no ConfigMap without files', () => {
    expect(names(rendered({ files: [] }))).not.toContain('ConfigMap/shop-test');
  });

  it('changes no other object: the NetworkPolicy of its peer does not contain it', () => {
    expect(manifests(rendered()).filter((each) => !own.includes(nameOf(each)))).toEqual(manifests(withoutTest));
  });

  it('is a Pod that Helm deletes before the next test, not before somebody has read its log', () => {
    expect(annotationsOf(pod)).toMatchObject({ 'helm.sh/hook': 'test', 'helm.sh/hook-delete-policy': 'before-hook-creation' });
  });

  it.each(own.filter((name) => !name.startsWith('Pod/')))('has a hook that Helm deletes after all tests have passed: %s', (name) => {
    expect(annotationsOf(manifest(rendered(), name))).toMatchObject({
      'helm.sh/hook': 'test',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    });
  });

  it.each(own.filter((name) => !name.startsWith('Pod/')))('creates %s before the Pod', (name) => {
    expect(annotationsOf(manifest(rendered(), name))).toMatchObject({ 'helm.sh/hook-weight': '-1' });
    expect(annotationsOf(pod)).toMatchObject({ 'helm.sh/hook-weight': '0' });
  });

  it('runs after tests with a smaller weight', () => {
    expect(annotationsOf(manifest(rendered({ weight: 1 }), 'Pod/shop-test'))).toMatchObject({ 'helm.sh/hook-weight': '1' });
  });

  it('reaches DNS and its peer only', () => {
    expect(manifest(rendered(), 'NetworkPolicy/shop-test').spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop-test', 'app.kubernetes.io/instance': 'shop-test' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [dns, { to: [pods('shop')], ports: [{ port: 80, protocol: 'TCP' }] }],
    });
  });

  it('is admitted by its peer on the ports of the connection', () => {
    expect(manifest(rendered(), 'NetworkPolicy/shop-test-to-shop').spec).toEqual({
      podSelector: pods('shop').podSelector,
      policyTypes: ['Ingress'],
      ingress: [{ from: [pods('shop-test')], ports: [{ port: 80, protocol: 'TCP' }] }],
    });
  });

  it('runs once, and ends before the time limit of `helm test`', () => {
    expect(pod.spec).toMatchObject({ restartPolicy: 'Never', activeDeadlineSeconds: 240 });
  });

  it('gets the variables of its connections', () => {
    expect(pod.spec.containers[0].env).toEqual([{ name: 'HOST', value: 'shop' }]);
  });

  it('has the settings and the mirror of all pods, and those of its component', () => {
    const data = { ...onCluster({ registries: { 'ghcr.io': 'registry.example.com' } }), pods: { annotations: { contact: 'shop' } } };
    const { metadata, spec } = manifest(rendered({ settings: { pod: { priorityClassName: 'stores' } } }, data), 'Pod/shop-test');
    expect(metadata.annotations).toMatchObject({ contact: 'shop', 'helm.sh/hook': 'test' });
    expect(spec).toMatchObject({ priorityClassName: 'stores', containers: [{ image: 'registry.example.com/shop/test:1.0.0' }] });
  });
});
