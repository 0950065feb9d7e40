import { Construct } from 'constructs';
import fc from 'fast-check';
import { type Connection, connect, type EnvironmentVariables, k8s, secret, Workload } from '../../../../constructs/kubernetes';
import { failure, renderIn } from '../../fixture';

const password = secret('db', 'pass-word.1');

/** Variables of a container, as lines `NAME=value` and `NAME<-Secret/key`. */
function variables(own: EnvironmentVariables, connections: (endpoint: Workload) => readonly Connection[] = () => []): string[] {
  let result: k8s.EnvVar[] = [];
  renderIn((chart) => {
    const server = new Workload(new Construct(chart, 'server'), { name: 'server', component: 'server' });
    const client = new Workload(new Construct(chart, 'client'), { name: 'client', component: 'client', connections: connections(server) });
    result = client.variables(own);
  });
  return result.map(({ name, value, valueFrom }) =>
    valueFrom?.secretKeyRef ? `${name}<-${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}` : `${name}=${value}`,
  );
}

/** Expands a variable's value as a kubelet does (third_party/forked/golang/expansion of Kubernetes). */
const expand = (text: string, known: Readonly<Record<string, string>>) =>
  text.replace(/\$(\$|\(([^)]*)\))/g, (whole, first: string, name?: string) => (first === '$' ? '$' : (known[name ?? ''] ?? whole)));

describe('the environment variables of a workload', () => {
  it('are those of its connections in the order of declaration, then its own', () => {
    const lines = variables({ Z: 'own', A: 'own too' }, (workload) => [
      connect({ workload, ports: [1], values: () => 'second' }, (value) => ({ Y: value })),
      connect({ workload, ports: [2], values: () => 'first' }, (value) => ({ B: value })),
    ]);
    expect(lines).toEqual(['Y=second', 'B=first', 'Z=own', 'A=own too']);
  });

  it('take a password from its Secret', () => {
    expect(variables({ PASSWORD: password })).toEqual(['PASSWORD<-db/pass-word.1']);
  });

  it('have the password of a template in an earlier variable, because $(NAME) refers to earlier variables only', () => {
    expect(variables({ URL: { parts: ['redis://:', password, '@host'] } })).toEqual([
      'URL_PASS_WORD_1<-db/pass-word.1',
      'URL=redis://:$(URL_PASS_WORD_1)@host',
    ]);
  });

  it('number the passwords of a template with several, because two keys may have the same name', () => {
    expect(variables({ URL: { parts: [secret('a'), ':', secret('b')] } })).toEqual([
      'URL_1_PASSWORD<-a/password',
      'URL_2_PASSWORD<-b/password',
      'URL=$(URL_1_PASSWORD):$(URL_2_PASSWORD)',
    ]);
  });

  it('have each dollar sign of a text twice, because a kubelet reads $(NAME) as a reference and $$ as a dollar sign', () => {
    expect(variables({ HINT: 'costs $(5), $$(5) or $5', URL: { parts: ['$(HINT)', password] } })).toEqual([
      'HINT=costs $$(5), $$$$(5) or $$5',
      'URL_PASS_WORD_1<-db/pass-word.1',
      'URL=$$(HINT)$(URL_PASS_WORD_1)',
    ]);
  });

  it('reach the program unchanged, with any dollar signs', () => {
    const text = fc.string({ unit: fc.constantFrom('$', '(', ')', 'A', ' '), maxLength: 8 });
    const property = fc.property(text, (value) => {
      const [, line = ''] = variables({ A: 'wrong', TEXT: value });
      expect(expand(line.replace('TEXT=', ''), { A: 'wrong' })).toBe(value);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });

  it('may be empty text', () => {
    expect(variables({ EMPTY: '' })).toEqual(['EMPTY=']);
  });

  it('refuses a variable that two connections declare', () => {
    const endpoint = (workload: Workload) => connect({ workload, ports: [1], values: () => 'x' }, (value) => ({ URL: value }));
    expect(failure(() => variables({}, (workload) => [endpoint(workload), endpoint(workload)]))).toBe(
      '10-shop/client/Default: an environment variable is "URL"; it is declared twice; rename one of them',
    );
  });

  it("refuses a variable that is also a template's password", () => {
    expect(failure(() => variables({ URL_PASS_WORD_1: 'x', URL: { parts: [password] } }))).toMatch(/"URL_PASS_WORD_1"; it is declared twice/);
  });

  it.each([
    [secret('DB'), `PASSWORD.secret is "DB"`],
    [secret('db', 'a/b'), `PASSWORD.key is "a/b"`],
    [{ parts: ['redis://:', secret(''), '@host'] }, `PASSWORD_PASSWORD.secret is ""`],
  ])('refuses %j, which cannot be a key of a Secret', (value, message) => {
    expect(failure(() => variables({ PASSWORD: value }))).toContain(`10-shop/client/Default: ${message}; it must be `);
  });

  it.each(['url', '1URL', 'MY-URL', '', 'A B'])('refuses the name %j', (name) => {
    expect(failure(() => variables({ [name]: 'x' }))).toBe(
      `10-shop/client/Default: an environment variable is ${JSON.stringify(name)}; it must be upper-case letters, digits and _, not beginning with a digit`,
    );
  });

  it('keep their order in the manifest', () => {
    const model = renderIn((chart) => {
      const workload = new Workload(new Construct(chart, 'client'), { name: 'client', component: 'client' });
      const env = workload.variables({ URL: { parts: [password] }, A: 'x' });
      new k8s.KubePod(chart, 'Pod-client', { spec: { containers: [{ name: 'client', env }] } });
    });
    const [pod] = model.files.flatMap((file) => file.objects).filter(({ manifest }) => manifest.kind === 'Pod');
    expect(pod?.manifest.spec.containers[0].env.map((variable: { name: string }) => variable.name)).toEqual(['URL_PASS_WORD_1', 'URL', 'A']);
  });
});
