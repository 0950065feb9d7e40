import { runProgram } from '../../../proof/kubectl';
import { explained, objectsOf } from '../../../tools/everyday/kubectl';
import { fakeKubectl, list, namespace } from './fakes';

describe('an error of kubectl', () => {
  it.each([
    ['error: current-context must exist in order to minify', 'choose a cluster: kubectl config use-context NAME'],
    ['error: You must be logged in to the server (Unauthorized)', "log in to the cluster again; its credentials are in the kubeconfig file's user"],
    [
      'Error from server (Forbidden): namespaces is forbidden: User "jo" cannot create resource "namespaces"',
      'use a user with that permission, or ask an administrator of the cluster for it',
    ],
    [
      'Unable to connect to the server: dial tcp: lookup nowhere: no such host',
      'start that cluster, or choose another: kubectl config use-context NAME',
    ],
  ])('says what to do: %s', (message, remedy) => {
    expect(explained(new Error(message))).toBe(`${message}; ${remedy}`);
  });

  it('that nobody foresaw stays as it is', () => {
    expect(explained(new Error('error: disk full'))).toBe('error: disk full');
  });

  it('names its remedy once, however often it is passed on', () => {
    const once = explained(new Error('Unauthorized'));
    expect(explained(new Error(once))).toBe(once);
  });

  it("loses the lines of the program's own log", () => {
    const log = 'E1122 13:15:28.974132   22064 memcache.go:265] "Unhandled Error" err="refused"';
    expect(explained(new Error(`kubectl get: exit 1: ${log}\nerror: disk full`))).toBe('kubectl get: exit 1:\nerror: disk full');
  });

  it('says where to get it if it is not on PATH', async () => {
    const error = await runProgram('kubectl-that-is-nowhere', []).catch((each: Error) => each.message.replaceAll('-that-is-nowhere', ''));
    expect(explained(error)).toContain("the program 'kubectl' is not on PATH; install it (https://kubernetes.io/docs/tasks/tools/)");
  });
});

describe('an answer of kubectl', () => {
  it.each([
    ['no object', '', 0],
    ['one object', namespace('dev'), 1],
    ['a list', list(namespace('dev'), namespace('dev')), 2],
  ])('with %s is read as a list', async (_, answer, count) => {
    const { kubectl } = fakeKubectl({ 'get namespaces': answer });
    expect(await objectsOf(kubectl, ['get', 'namespaces', 'shop'])).toHaveLength(count);
  });
});
