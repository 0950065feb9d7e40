import { connect } from '../../../tools/everyday/cluster';
import { config, fakeKubectl, fakeTerminal } from './fakes';

const on = async (context: string, wanted: { context?: string; readsOnly?: boolean } = {}, answers: object = {}) => {
  const terminal = fakeTerminal();
  const { kubectl } = fakeKubectl({ 'config view': config(context), ...answers });
  const result = await connect(kubectl, terminal.print, { command: 'make dev', ...wanted }).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
  return { result, lines: terminal.lines };
};

describe('a context', () => {
  it('is printed with its server before anything else, also if it is refused', async () => {
    expect((await on('production')).lines).toEqual(['context production, server https://127.0.0.1:6443']);
  });

  it.each(['kind-kind', 'k3d-shop', 'minikube', 'docker-desktop', 'rancher-desktop', 'orbstack', 'colima', 'colima-shop', 'microk8s'])(
    'of a cluster on the own machine is accepted: %s',
    async (context) => {
      expect((await on(context)).result).toBe('accepted');
    },
  );

  it.each(['default', 'production', 'my-kind-cluster', 'arn:aws:eks:eu-west-1:1:cluster/kind-shop'])(
    'that may be any cluster is refused, with how to mean it: %s',
    async (context) => {
      expect((await on(context)).result).toContain(`if you mean it: make dev CONTEXT=${context}`);
    },
  );

  it('that may be any cluster is accepted if the user names it', async () => {
    expect((await on('production', { context: 'production' })).result).toBe('accepted');
  });

  it('that may be any cluster is accepted by a command that only reads', async () => {
    expect((await on('production', { readsOnly: true })).result).toBe('accepted');
  });

  it('other than the named one is refused, also a local one', async () => {
    const message = "CONTEXT is 'kind-b', but the current context is 'kind-a'; switch to it first: kubectl config use-context kind-b";
    expect((await on('kind-a', { context: 'kind-b' })).result).toBe(message);
  });
});

describe('a cluster', () => {
  it('that does not answer is refused, with what to do', async () => {
    const answers = { 'get --raw /version': '!The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?' };
    expect((await on('kind-shop', {}, answers)).result).toContain('start that cluster, or choose another: kubectl config use-context NAME');
  });

  it('that is too old is refused', async () => {
    const answers = { 'get --raw /version': { major: '1', minor: '29+', gitVersion: 'v1.29.4' } };
    expect((await on('kind-shop', {}, answers)).result).toBe("context 'kind-shop': its Kubernetes is v1.29.4; it must be 1.30.0 or newer");
  });

  it('is asked in the printed context, also after another terminal has switched to another one', async () => {
    const lines: string[] = [];
    const { kubectl } = fakeKubectl();
    const spy = (args: readonly string[]) => {
      lines.push(args.join(' '));
      return kubectl(args);
    };
    const cluster = await connect(spy, () => {}, { command: 'make dev' });
    await cluster.kubectl(['get', 'pods']);
    expect(lines.at(-1)).toBe('--context=kind-shop get pods');
  });
});
