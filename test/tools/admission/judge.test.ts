import { documentsOf } from '../../../tools/admission/dist';
import { judge } from '../../../tools/admission/judge';
import type { Answer, ApiServer } from '../../../tools/api-server/answer';

const object = (kind: string, name: string, apiVersion = 'v1', rest = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: shop\n${rest}---\n`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: restricted\n---\n';
const deployment = object('Deployment', 'web', 'apps/v1', 'spec:\n  template:\n    spec:\n      containers:\n        - name: web\n');

const answer = (status: number, body: Answer['body'] = {}, warnings: string[] = []): Answer => ({ status, body, warnings });
const exists = answer(409, { reason: 'AlreadyExists', message: 'already exists' });
const resources = [
  ['Namespace', 'namespaces', false],
  ['ConfigMap', 'configmaps', true],
  ['Deployment', 'deployments', true],
].map(([kind, name, namespaced]) => ({ kind, name, namespaced }));
const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };

/** A server that accepts every request, except those for which `says` has another answer, by `METHOD path` without the query. */
function server(says: Readonly<Record<string, Answer>> = {}) {
  const asked: string[] = [];
  const known: Readonly<Record<string, Answer>> = {
    'GET /api/v1': answer(200, { resources }),
    'GET /apis/apps/v1': answer(200, { resources }),
    'GET /api/v1/namespaces/shop': answer(200, { metadata: { labels } }),
  };
  const api: ApiServer = {
    context: 'test',
    server: 'https://test',
    async request(method, path) {
      asked.push(`${method} ${path}`);
      const request = `${method} ${path.replace(/\?.*/, '')}`;
      return says[request] ?? known[request] ?? answer(method === 'GET' ? 404 : 200);
    },
  };
  return { asked, judged: (text: string) => judge(api, { name: 'shop/dev', documents: documentsOf('a.yaml', text) }) };
}

describe('admission', () => {
  it('sends every object and the pod of every workload', async () => {
    const { asked, judged } = server();
    expect(await judged(namespace + object('ConfigMap', 'c') + deployment)).toEqual({ admitted: 4, refused: [] });
    expect(asked.filter((line) => line.includes('dryRun')).map((line) => line.replace(/\?.*/, ''))).toEqual([
      'POST /api/v1/namespaces/shop/pods',
      'PATCH /api/v1/namespaces/shop',
      'PATCH /api/v1/namespaces/shop/configmaps/c',
      'PATCH /apis/apps/v1/namespaces/shop/deployments/web',
    ]);
  });

  it('creates namespaces, and only these permanently', async () => {
    const { asked, judged } = server();
    await judged(namespace + object('ConfigMap', 'c') + deployment);
    const kept = asked.filter((line) => !line.startsWith('GET') && !line.includes('dryRun=All'));
    expect(kept).toEqual([expect.stringMatching(/^POST \/api\/v1\/namespaces\?/)]);
  });

  it('validates fields strictly in every dry run', async () => {
    const { asked, judged } = server();
    await judged(namespace + deployment);
    expect(asked.filter((line) => !line.startsWith('GET') && !line.includes('fieldValidation=Strict'))).toEqual([]);
  });

  it("reports the file, the object and the server's message of a refusal", async () => {
    const { judged } = server({ 'PATCH /api/v1/namespaces/shop/configmaps/c': answer(400, { message: 'unknown field' }) });
    expect((await judged(object('ConfigMap', 'c'))).refused).toEqual([{ file: 'a.yaml', object: 'ConfigMap/c', message: 'unknown field' }]);
  });

  it('counts a warning as a refusal', async () => {
    const { judged } = server({ 'PATCH /api/v1/namespaces/shop/configmaps/c': answer(200, {}, ['deprecated']) });
    expect(await judged(object('ConfigMap', 'c'))).toMatchObject({ admitted: 0, refused: [{ message: 'warning: deprecated' }] });
  });

  it('names the workload of a pod that Pod Security refuses', async () => {
    const { judged } = server({ 'POST /api/v1/namespaces/shop/pods': answer(403, { message: 'violates PodSecurity' }) });
    expect((await judged(deployment)).refused).toEqual([
      { file: 'a.yaml Deployment/web', object: 'Pod/web-admission', message: 'violates PodSecurity' },
    ]);
  });

  it('names the definition that the server lacks', async () => {
    const { judged } = server();
    expect((await judged(object('PodMonitor', 'p', 'monitoring.coreos.com/v1'))).refused).toEqual([
      expect.objectContaining({ message: expect.stringContaining('the server has no PodMonitor of monitoring.coreos.com/v1;') }),
    ]);
  });
});

describe('admission on a cluster that is in use', () => {
  const path = '/apis/apps/v1/namespaces/shop/deployments';
  const immutable = answer(422, { message: 'field is immutable' });

  it('admits an object that is refused as a change of an existing object, but not as a new one', async () => {
    const { judged } = server({ [`PATCH ${path}/web`]: immutable, [`POST ${path}`]: exists });
    expect((await judged(deployment)).refused).toEqual([]);
  });

  it('refuses an object that is also invalid as a new one', async () => {
    const { judged } = server({ [`PATCH ${path}/web`]: immutable, [`POST ${path}`]: answer(422, { message: 'invalid' }) });
    expect((await judged(deployment)).refused).toEqual([expect.objectContaining({ message: 'invalid' })]);
  });

  it('does not change an existing namespace', async () => {
    const { asked, judged } = server({ 'POST /api/v1/namespaces': exists });
    expect((await judged(namespace)).refused).toEqual([]);
    expect(asked.filter((line) => !line.startsWith('GET') && !line.includes('dryRun=All'))).toHaveLength(1);
  });

  it('waits for a namespace that is being deleted', async () => {
    const deleted = answer(200, { metadata: { labels, deletionTimestamp: '2025-01-01T00:00:00Z' } });
    const says: Record<string, Answer> = { 'POST /api/v1/namespaces': exists, 'GET /api/v1/namespaces/shop': deleted };
    const { asked, judged } = server(says);
    const result = judged(namespace);
    setTimeout(() => Object.assign(says, { 'GET /api/v1/namespaces/shop': answer(200, { metadata: { labels } }) }), 20);
    expect((await result).refused).toEqual([]);
    expect(asked.filter((line) => line === 'GET /api/v1/namespaces/shop')).toHaveLength(2);
  });

  it('refuses a namespace with another Pod Security standard than in dist', async () => {
    const { judged } = server({ 'POST /api/v1/namespaces': exists, 'GET /api/v1/namespaces/shop': answer(200, { metadata: {} }) });
    expect((await judged(namespace)).refused).toEqual([
      expect.objectContaining({ object: 'Namespace/shop', message: expect.stringContaining('enforce=(none)') }),
    ]);
  });
});
