import { platforms } from '../../../charts/platforms';
import type { Runbook } from '../../../model';
import { render } from '../../constructs/redis/fixture';
import { faultsOf } from './runbook-commands';

const models = platforms.flatMap((platform) => platform.environments.map((environment) => platform.build(environment)));

/** Faults of the alert RedisMemory, which has a label `pod`, or of another one, with other texts. */
function faultsWith(changed: Partial<Runbook>, name = 'RedisMemory'): string[] {
  const model = render();
  const [component] = model.alerts;
  if (!component) throw new Error('Redis has no alerts');
  const alerts = component.alerts.filter((alert) => alert.name === name);
  return faultsOf(model, { ...component, alerts: alerts.map((alert) => ({ ...alert, runbook: { means: '', look: '', act: '', ...changed } })) });
}

const exec = (pod: string, command: string, container = 'redis') => `kubectl -n $NAMESPACE exec ${pod} -c ${container} -- ${command}`;

describe('the commands of the runbooks', () => {
  it('can be copied: containers, files and variables exist', () => {
    expect(models.flatMap((model) => model.alerts.flatMap((component) => faultsOf(model, component)))).toEqual([]);
  });

  it.each<[string, Partial<Runbook>, string]>([
    ['a container does not exist', { look: exec('$POD', 'df /data', 'server') }, 'RedisMemory: there is no container server'],
    ['logs name no existing container', { act: 'kubectl logs $POD -c server' }, 'RedisMemory: there is no container server'],
    ['a path is not mounted', { look: exec('$POD', 'df -h /var/lib/redis') }, 'RedisMemory: container redis has no /var/lib/redis'],
    [
      'a script is not in the ConfigMap',
      { act: `  ${exec('$POD', '/bin/sh /etc/ballast/client.sh info')}` },
      'RedisMemory: container redis has no /etc/ballast/client.sh',
    ],
    ['nothing sets a variable', { look: exec('$REPLICA', 'df /data') }, 'RedisMemory: nothing sets $REPLICA'],
    ['a variable is set too late', { look: exec('$REPLICA', 'df /data'), act: 'REPLICA=the-pod' }, 'RedisMemory: nothing sets $REPLICA'],
    ['a command must be run in a pod', { act: '- Run `cli.sh bgrewriteaof`.' }, 'RedisMemory: `cli.sh bgrewriteaof` lacks kubectl exec'],
  ])('are refused if %s', (_, runbook, fault) => {
    expect(faultsWith(runbook)).toEqual([fault]);
  });

  it('are refused if they use the label `pod` of an alert that has none', () => {
    expect(faultsWith({ look: exec('$POD', 'df /data') }, 'RedisVolumeFilling')).toEqual(['RedisVolumeFilling: nothing sets $POD']);
  });

  it('may set the variable themselves', () => {
    expect(faultsWith({ look: `POD=the-pod\n${exec('$POD', 'df /data')}` }, 'RedisVolumeFilling')).toEqual([]);
  });
});
