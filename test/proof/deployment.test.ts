import type { Manifest } from '../../model';
import { withoutOthers } from '../../proof/deployment';

const of = (name: string, instance?: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: instance ? { 'app.kubernetes.io/instance': instance } : {} },
});
const manifests = [of('db', 'shop-db'), of('reads', 'shop-db-ro'), of('cache', 'shop-cache'), of('app', 'ecommerce'), of('secret')];
const names = (others: string[]) => withoutOthers(manifests, others).own.map(({ metadata }) => metadata.name);

describe('the deployment of a component', () => {
  test('is everything except the other components and their parts', () => expect(names(['shop-db'])).toEqual(['cache', 'app', 'secret']));

  test('contains its own parts', () => expect(names(['shop-cache'])).toEqual(['db', 'reads', 'app', 'secret']));

  test('names the omitted components', () => expect(withoutOthers(manifests, ['shop-db', 'shop-queue']).leftOut).toEqual(['shop-db']));
});
