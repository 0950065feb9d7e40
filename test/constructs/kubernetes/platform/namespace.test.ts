import { NamespaceWithDefaultDeny, PlatformChart } from '../../../../constructs/kubernetes';
import { failure, manifest, names, renderCharts } from '../../fixture';

const rendered = (hostPaths?: string) =>
  renderCharts((app, props) => {
    new NamespaceWithDefaultDeny(new PlatformChart(app, '00-namespaces', props), 'shop-logs', { hostPaths });
  });
const levelOf = (hostPaths?: string) => manifest(rendered(hostPaths), 'Namespace/shop-logs').metadata.labels?.['pod-security.kubernetes.io/enforce'];

describe('a namespace', () => {
  it('admits only restricted pods', () => {
    expect(levelOf()).toBe('restricted');
  });

  it('admits host paths if it has a reason, and records the reason in an annotation', () => {
    expect(levelOf('logs are read')).toBe('privileged');
    expect(manifest(rendered('logs are read'), 'Namespace/shop-logs').metadata.annotations?.['ballast/host-paths']).toBe('logs are read');
  });

  it('says in a label which environment it is for, because environments share names', () => {
    expect(manifest(rendered(), 'Namespace/shop-logs').metadata.labels?.['ballast/environment']).toBe('test');
  });

  it.each([undefined, 'logs are read'])('denies all traffic, with hostPaths %j', (hostPaths) => {
    expect(names(rendered(hostPaths))).toEqual(['Namespace/shop-logs', 'NetworkPolicy/shop-logs-default-deny']);
  });

  it('is refused if the reason is empty', () => {
    expect(failure(() => rendered(' '))).toBe('00-namespaces/shop-logs: hostPaths is " "; it must give the reason');
  });
});
