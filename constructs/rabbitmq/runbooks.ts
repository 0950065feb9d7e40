// The texts of docs/runbooks/rabbitmq.md. $NAMESPACE and $NAME are labels of the alert; the head of the page sets $RUNNING, any running pod.
import { commands, commandsBelow } from '../kubernetes';

const pods = 'kubectl -n $NAMESPACE get pods -o wide -l app.kubernetes.io/instance=$NAME';
const exec = (command: string, pod = '$RUNNING') => `kubectl -n $NAMESPACE exec ${pod} -c rabbitmq -- ${command}`;
const status = exec('rabbitmqctl cluster_status');
const logs = 'kubectl -n $NAMESPACE logs -l app.kubernetes.io/instance=$NAME -c rabbitmq --prefix --tail=30';
const queues = exec(`sh -c 'rabbitmqctl list_queues -p $VHOST name messages messages_unacknowledged consumers leader online'`);

export const runbooks = {
  publishersBlocked: {
    means:
      'A node uses more than 60 % of its memory limit, or its volume has less free space than that limit. All nodes stop reading from publishers until it is over; consumers continue.',
    look: commands(status, queues, exec('rabbitmq-diagnostics memory_breakdown --unit MB', '$POD'), exec('df -h /var/lib/rabbitmq', '$POD')),
    act: `- A queue is long: start its workers, or find out why they are slow. Memory and disk become free as tasks are acknowledged.
- Memory without long queues: many connections, or a few huge messages. Raise \`resources.memory\` (restarts one node after another; the volume needs three times the memory).
- Disk: grow the volumes (docs/rabbitmq.md, *Grow volumes*). Patch the claims first; this helps at once if the StorageClass allows it.`,
  },
  nodeUnreachable: {
    means:
      'A member of the cluster is down or cut off. Queues with a majority continue; if one more node is lost, those with members on both stop. A node whose volume was lost joins by itself.',
    look: commands(pods, status, logs),
    act: `- The pod is Pending, or its node is down: bring the node back.
- \`waits to join or to form a cluster\` in its log: the line says which nodes do not answer.
- The member was removed by scaling down: \`forget_cluster_node\` (docs/rabbitmq.md, *Scale*).
- All pods run: does the network between the nodes work (ports 4369 and 25672)?`,
  },
  queueUnavailable: {
    means:
      'Some queue behind the task queue has no leader, because the majority of its members is down, or Prometheus reaches no node. Publishers get no confirms. Nothing that was confirmed is lost.',
    look: commands(pods, status, queues, logs),
    act: `- Bring the nodes back: queues elect a leader within seconds of a majority.
- Two of three volumes are lost for good: docs/rabbitmq.md, *Lose a majority*.
- All nodes run and the queue is not in the list: its definition was changed; restart one pod, which imports the definitions.`,
  },
  noConsumer: {
    means: 'Tasks are ready in the queue, and no worker has subscribed to it for five minutes.',
    look: commands(queues, exec('rabbitmqctl list_connections user peer_host state'), 'kubectl -n $NAMESPACE get pods -o wide'),
    act: `- The workers' pods do not run: their events and logs say why.
- \`ACCESS_REFUSED\` in their logs: password or rights; is the user among \`consumers\` of the queue?
- They run and consume other queues: workers must read the queue and its three retry queues (docs/rabbitmq.md, *How applications connect*).`,
  },
  queueNearlyFull: {
    means:
      'At `maximumMessages`, the queue refuses tasks: publishers get a negative confirm. A full retry or dead-letter queue holds back the queue before it.',
    look: commands(queues),
    act: `- The task queue itself: start more workers, or find out why they are slow.
- A \`wait\` or \`retry\` queue: most tasks fail; the workers' logs say why.
- The dead letters: see RabbitmqDeadLetters.
- All tasks are needed: raise \`maximumMessages\` (applied when the first pod restarts); check memory and disk first.`,
  },
  deadLetters: {
    means: 'These tasks failed, were repeated after 10 s, 1 min and 5 min, and failed each time. They stay until somebody decides.',
    look: commands(queues, exec(`sh -c 'rabbitmqctl list_queues -p $VHOST name messages message_bytes policy'`)),
    act: `- The workers' logs have the exception of each attempt. Repair the cause first.
- Repeat them: move them back to the task queue (docs/rabbitmq.md, *Repeat dead letters*).
- They are worthless: purge the queue:${commandsBelow('QUEUE=the-queue.dead', exec(`sh -c 'rabbitmqctl purge_queue -p $VHOST "$0"' "$QUEUE"`))}`,
  },
  queueNotEmptied: {
    means: 'More tasks come in than workers finish, or a task hangs and is never acknowledged.',
    look: commands(queues, exec(`sh -c 'rabbitmqctl list_consumers -p $VHOST'`)),
    act: `- \`messages_unacknowledged\` is the whole length: workers hold the tasks. One that hangs is given to another worker after an hour; restart it to do so at once.
- The rest is long: more workers, or more concurrency.`,
  },
  volumeFilling: {
    means: 'With less free space than the memory limit, the broker blocks all publishers. A full volume stops the node.',
    look: commands(
      'CLAIM=data-the-pod   # label persistentvolumeclaim',
      'POD=${CLAIM#data-}',
      exec('du -sh /var/lib/rabbitmq/mnesia', '$POD'),
      queues,
    ),
    act: `- A queue is long: start its workers. The space becomes free as tasks are acknowledged; one old task keeps the files after it.
- Grow the volume (docs/rabbitmq.md, *Grow volumes*). Patch the claims first; this helps at once if the StorageClass allows it.`,
  },
  notMeasured: {
    means: 'A pod is down, or Prometheus does not reach it. Alerts about that pod cannot fire.',
    look: commands(pods, logs),
    act: `- The pod is down or not ready: repair that first. \`waits to join or to form a cluster\` in its log names the nodes that it waits for.
- The pod works: check Prometheus' targets of job \`$NAMESPACE/$NAME\`. Does \`cluster.scraper\` select this Prometheus?`,
  },
} as const;
