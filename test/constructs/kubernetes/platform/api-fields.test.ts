import { ApiObject, App } from 'cdk8s';
import { platforms } from '../../../../charts/platforms';
import { k8s, PlatformChart } from '../../../../constructs/kubernetes';
import { apiFieldsOf } from '../../../../constructs/kubernetes/platform/api-fields';
import type { Manifest } from '../../../../model';
import { filled } from '../../fixture';

type Class = new (chart: PlatformChart, id: string, props: object) => ApiObject;

/** An object of the L1 class of a manifest's kind. */
function objectOf({ kind, metadata: { name } }: Manifest): ApiObject {
  const classes = k8s as unknown as Readonly<Record<string, Class>>;
  const L1 = classes[`Kube${kind}V2`] ?? classes[`Kube${kind}`];
  const chart = new PlatformChart(new App(), '10-shop', { platform: 'shop', environmentName: 'test', environment: filled });
  return L1 ? new L1(chart, kind, { metadata: { name } }) : new ApiObject(chart, kind, { apiVersion: 'example.com/v1', kind, metadata: { name } });
}

const fieldsOf = (manifest: Manifest) => apiFieldsOf(objectOf(manifest), manifest);

it('knows every field that the platforms render, except newer ones and the types of claim templates', () => {
  const rendered = platforms.flatMap((platform) => platform.environments.flatMap((name) => platform.build(name).files));
  const unknown = rendered.flatMap(({ objects }) => objects.flatMap(({ manifest }) => [...(fieldsOf(manifest)?.unknown ?? [])]));
  const claim = '/spec/volumeClaimTemplates/0';
  expect([...new Set(unknown)]).toEqual([`${claim}/apiVersion`, `${claim}/kind`, '/spec/template/spec/containers/0/lifecycle/preStop/sleep']);
});

it('knows the fields that accept numbers and text', () => {
  const ports = [{ port: 80, targetPort: 'http' }];
  const fields = fieldsOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop' }, spec: { ports } });
  expect(fields).toEqual({ unknown: new Set(), unions: new Set(['/spec/ports/0/targetPort']) });
});

it('knows no fields of custom resources', () => {
  expect(fieldsOf({ apiVersion: 'example.com/v1', kind: 'Backup', metadata: { name: 'shop' } })).toBeUndefined();
});
