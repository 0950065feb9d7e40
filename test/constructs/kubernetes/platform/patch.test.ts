import { type PatchOperation, patch } from '../../../../constructs/kubernetes';
import { WebService } from '../../../../constructs/web-service';
import { manifestPolicies } from '../../../../policies';
import { failure, manifest, renderIn } from '../../fixture';

const props = { image: 'ghcr.io/shop/shop:1.0.0', replicas: 2, resources: { cpu: '50m', memory: '128Mi' } };

const patchedBy = (operations: readonly PatchOperation[], id = 'Deployment') =>
  renderIn((chart) => patch(new WebService(chart, 'shop', props), id, operations));

describe('a patch', () => {
  it('adds, replaces and removes fields, in the order of its operations', () => {
    const model = patchedBy([
      { op: 'add', path: '/spec/template/spec/hostAliases', value: [{ ip: '10.0.0.1', hostnames: ['legacy'] }] },
      { op: 'replace', path: '/spec/template/spec/terminationGracePeriodSeconds', value: 90 },
      { op: 'remove', path: '/spec/strategy' },
    ]);
    const { spec } = manifest(model, 'Deployment/shop');
    expect(spec.template.spec).toMatchObject({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy'] }], terminationGracePeriodSeconds: 90 });
    expect(spec).not.toHaveProperty('strategy');
    expect(manifestPolicies.flatMap((policy) => policy.check(model))).toEqual([]);
  });

  it('reaches the NetworkPolicy, which is made last', () => {
    const model = patchedBy([{ op: 'add', path: '/metadata/annotations', value: { note: 'mine' } }], 'NetworkPolicy');
    expect(manifest(model, 'NetworkPolicy/shop').metadata.annotations).toEqual({ note: 'mine' });
  });

  it('is judged by the policies', () => {
    const model = patchedBy([{ op: 'add', path: '/spec/template/spec/hostNetwork', value: true }]);
    const found = manifestPolicies.flatMap((policy) => policy.check(model)).map(({ message }) => message);
    expect(found).toContain('hostNetwork is true');
  });

  it('refuses an object that the component does not have, and names those that it has', () => {
    expect(failure(() => patchedBy([], 'Deploymant'))).toBe(
      '10-shop/shop: the object to patch is "Deploymant"; it must be one of NetworkPolicy, Deployment, Service, PodDisruptionBudget',
    );
  });

  it('refuses a path that is not in the manifest', () => {
    expect(failure(() => patchedBy([{ op: 'replace', path: '/spec/replica/x', value: 1 }]))).toMatch(
      /^10-shop\/shop\/Deployment: the patch replace is "\/spec\/replica\/x"; it must be the path of a field in the manifest, such as \/spec\/replicas: /,
    );
  });
});
