import { columns, reachLines, secretLines } from '../../../tools/everyday/reach';
import { model, workload } from './fakes';

const service = (name: string, selector: object, port: object, more: object = {}) => ({
  manifest: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { 'app.kubernetes.io/name': 'db', 'app.kubernetes.io/instance': 'db', ...selector }, ports: [port], ...more },
  },
  path: '',
  lost: [],
});
const postgres = { name: 'postgresql', port: 5432 };
const web = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' };
const lines = (...services: readonly ReturnType<typeof service>[]) =>
  reachLines({
    ...model,
    files: [
      {
        name: '10.yaml',
        objects: [
          ...[workload('StatefulSet', 'db'), workload('Deployment', 'web')].map((manifest) => ({ manifest, path: '', lost: [] })),
          ...services,
        ],
      },
    ],
  }).slice(1);

describe('the commands that reach a platform', () => {
  it('use a port of their own on this machine, so that all may run at once', () => {
    expect(lines(service('db-rw', { role: 'primary' }, postgres), service('db-ro', {}, postgres))).toEqual([
      '  db  kubectl -n shop port-forward service/db-rw 5432:5432  # localhost:5432; in the cluster db-rw.shop:5432',
      '  db  kubectl -n shop port-forward service/db-ro 5433:5432  # localhost:5433; in the cluster db-ro.shop:5432',
    ]);
  });

  it('give the URL of a web service, on a port that needs no rights', () => {
    expect(lines(service('web', web, { name: 'http', port: 80 }))).toEqual([
      '  web  kubectl -n shop port-forward service/web 8080:80  # http://localhost:8080; in the cluster web.shop:80',
    ]);
  });

  it("leave out a store's Services for its own pods: headless ones, and those like another one", () => {
    const names = lines(service('db', {}, postgres), service('db-pods', {}, postgres, { clusterIP: 'None' }), service('db-any', {}, postgres));
    expect(names).toEqual([expect.stringContaining('service/db ')]);
  });
});

it('a component whose clients must know more says so', () => {
  const [db] = model.components;
  const services = [{ manifest: workload('StatefulSet', 'db'), path: '', lost: [] }, service('db', {}, { name: 'redis', port: 6379 })];
  const cache = { ...model, components: db ? [{ ...db, kind: 'redis' }] : [], files: [{ name: '10.yaml', objects: services }] };
  expect(reachLines(cache).at(-1)).toBe(
    '  (db: its servers refer clients to the addresses of pods (MOVED), which only clients in the cluster reach)',
  );
});

it('passwords are named by their Secrets, with the command that reads one', () => {
  expect(secretLines(model)).toEqual([
    'Passwords are in these Secrets:',
    '  shop/db  password  read by StatefulSet/db',
    "To read one: kubectl -n shop get secret db -o jsonpath='{.data.password}' | base64 -d",
  ]);
});

it('columns are aligned, and end without spaces', () => {
  expect(
    columns([
      ['a', 'bb', ''],
      ['ccc', 'd', 'e'],
    ]),
  ).toEqual(['  a    bb', '  ccc  d   e']);
});
