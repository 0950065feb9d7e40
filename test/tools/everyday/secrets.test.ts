import { createSecrets } from '../../../tools/everyday/secrets';
import { type Answers, config, fakeKubectl, fakeTerminal, model, namespace } from './fakes';

const run = async (answers: Answers = {}, context?: string) => {
  const terminal = fakeTerminal();
  const fake = fakeKubectl({ 'get namespaces': namespace('dev'), create: 'secret/db created', ...answers });
  const result = await createSecrets(model, fake.kubectl, terminal, context).then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { ...fake, lines: terminal.lines, result };
};

describe('make secrets', () => {
  it('creates a missing Secret, whose values are on no command line', async () => {
    const { calls, inputs, lines } = await run();
    expect(lines.at(-1)).toBe('[OK] Secret shop/db created');
    const { stringData } = JSON.parse(inputs[0] ?? '{}');
    expect(calls.join('\n')).not.toContain(stringData.password);
  });

  it('leaves an existing Secret as it is', async () => {
    const { inputs, lines } = await run({ 'get secrets': { kind: 'Secret', metadata: { name: 'db' }, data: { password: 'eA==' } } });
    expect([inputs, lines.at(-1)]).toEqual([[], '[OK] Secret shop/db exists']);
  });

  it('is content with a Secret that somebody else creates in the meantime', async () => {
    expect((await run({ create: '!Error from server (AlreadyExists): secrets "db" already exists' })).lines.at(-1)).toBe(
      '[OK] Secret shop/db exists',
    );
  });

  it.each([
    [
      'in a context that may be any cluster',
      { 'config view': config('production') },
      'if you mean it: make secrets PLATFORM=shop ENVIRONMENT=dev CONTEXT=production',
    ],
    ['in a namespace of another environment', { 'get namespaces': namespace('production') }, 'use a cluster of its own for shop/dev'],
    ['in a namespace that does not exist', { 'get namespaces': '' }, 'kubectl apply -f dist/shop/dev/00-namespaces.yaml'],
    [
      'for a volume that outlived its Secret',
      { 'get persistentvolumeclaims': { kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-0' } } },
      'restore the Secret',
    ],
  ])('creates none %s', async (_, answers, message) => {
    const { result, inputs } = await run(answers);
    expect([inputs, result]).toEqual([[], expect.stringContaining(message)]);
  });
});
