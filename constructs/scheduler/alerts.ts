import { type Alert, commands, commandsBelow } from '../kubernetes';

const pod = 'kubectl -n $NAMESPACE get pod $NAME-0 -o wide';

/** A StatefulSet of a lost node has no pod until somebody says that the node is gone, so this needs an engineer. */
export const schedulerDown: Alert = {
  name: 'SchedulerDown',
  expr: (on) => `(sum(kube_pod_status_ready${on.pods('condition="true"')}) or vector(0)) < 1`,
  for: '10m',
  severity: 'warning',
  summary: 'No scheduler runs: tasks that are due are not sent.',
  description: ({ name }) => `${name} has not been ready for 10 minutes.`,
  runbook: {
    means: 'The tasks of the schedules are not sent to their queues. Tasks that were missed are not sent later.',
    look: commands(pod, 'kubectl -n $NAMESPACE describe pod $NAME-0 | tail -n 20', 'kubectl -n $NAMESPACE logs $NAME-0 -c beat --tail=50'),
    act: `- Its node is gone for good: say so, and the pod starts on another node. Do not do this while the node may still run: there would be two schedulers.${commandsBelow('NODE=the-node', 'kubectl taint node $NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute')}
- Its node comes back: the pod goes on by itself.
- It waits for the schema (\`Init\`): the migration of this version has failed; see its Job.
- Then send what was missed by hand: docs/scheduler.md, *How to*.`,
  },
  cases: (on) => {
    const ready = (value: number) => ({ [`kube_pod_status_ready${on.podOf(0, 'condition="true"')}`]: `${value}x20` });
    const alert = { labels: {}, description: `${on.name} has not been ready for 10 minutes.` };
    return {
      fires: { series: ready(0), at: '11m', alerts: [alert] },
      justBelow: { series: ready(1), at: '11m' },
      missing: { at: '11m', alerts: [alert] },
    };
  },
};
