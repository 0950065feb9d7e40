import { join } from 'node:path';
import { connect, type Endpoint, fileOf, type PlatformChart, ReleaseTest, reference, runScript } from '../kubernetes';
import type { RabbitmqValues } from './endpoints';
import { images } from './images';
import type { Resolved } from './resolve';

/** Adds the Pod with which `helm test` shows that the broker takes messages. It has a user and a queue of its own: a task of another queue would be run. */
export const addWriteTest = (chart: PlatformChart, id: string, props: Resolved, endpoint: Endpoint<RabbitmqValues>): ReleaseTest =>
  new ReleaseTest(chart, id, {
    name: 'rabbitmq-test',
    component: 'test',
    connections: [connect(endpoint, ({ url, username }) => ({ AMQP_URL: url, QUEUE: username }))],
    settings: { pod: props.pod },
    command: runScript('write-test.sh'),
    files: ['write-test.sh', 'write-test.erl'].map((name) => fileOf(join(__dirname, 'scripts', name), 'restart')),
    image: reference(props.images.rabbitmq),
    memory: '128Mi', // Erlang and the client take 57Mi
    user: images.rabbitmq,
  });
