import { references } from '../../../policies/references';
import { changed, lines, without } from '../fixture';
import { where } from './fixture';

describe('references to other objects', () => {
  it.each([
    ['ServiceAccount/shop', `${where} | it names ServiceAccount shop, which does not exist in shopfds | add it, or correct the name`],
    ['ServiceAccount/shop', 'RoleBinding/shop | it names ServiceAccount shop, which does not exist in shopfds'],
    ['Role/shop', 'RoleBinding/shop | it names Role shop, which does not exist in shopfds'],
    ['Service/shop', 'Ingress/shop | it names Service shop, which does not exist in shopfds'],
    ['Service/db', 'StatefulSet/db | it names Service db, which does not exist in shopfds'],
    ['Namespace/shopfds', `${where} | its namespace shopfds is not among the manifests | create it with NamespaceWithDefaultDeny`],
  ])('fails when %s is missing', (object, text) => {
    expect(lines(references, without(object))).toContainEqual(expect.stringContaining(text));
  });

  it('passes cluster roles that every cluster has, and fails when another is missing', () => {
    const bound = (name: string) =>
      changed('RoleBinding/shop', ({ roleRef }) => {
        Object.assign(roleRef, { kind: 'ClusterRole', name });
      });
    expect(lines(references, bound('view'))).toEqual([]);
    expect(lines(references, bound('viewer'))).toEqual([
      expect.stringContaining('RoleBinding/shop | it names ClusterRole viewer, which does not exist in the cluster'),
    ]);
  });

  it('passes subjects that are not ServiceAccounts, or are in a namespace outside of the manifests', () => {
    const subject = changed('RoleBinding/shop', ({ subjects }) => {
      subjects.push(
        { kind: 'Group', name: 'operators', namespace: 'shopfds' },
        { kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' },
      );
    });
    expect(lines(references, subject)).toEqual([]);
  });

  it("fails when a StatefulSet's Service is not headless or selects other pods", () => {
    const withAddress = changed('Service/db', ({ spec }) => {
      delete spec.clusterIP;
    });
    expect(lines(references, withAddress)).toEqual([
      expect.stringContaining(
        'StatefulSet/db | the Service of its serviceName db is not headless and selects its pods | the Service must be headless (clusterIP None) and select the pods',
      ),
    ]);
    const others = changed('Service/db', ({ spec }) => {
      spec.selector = { 'app.kubernetes.io/name': 'shop' };
    });
    expect(lines(references, others)).toEqual([
      expect.stringContaining('the Service of its serviceName db is headless and does not select its pods'),
    ]);
  });

  it.each([{ name: 'https' }, { number: 8000 }])('fails when an Ingress leads to port %j, which the Service lacks', (port) => {
    const subject = changed('Ingress/shop', ({ spec }) => {
      spec.rules[0].http.paths[0].backend.service.port = port;
    });
    expect(lines(references, subject)).toEqual([
      expect.stringContaining(`Ingress/shop | it leads to port ${port.name ?? port.number} of Service shop | the Service has http 80`),
    ]);
  });
});
