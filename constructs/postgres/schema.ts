import * as v from 'valibot';
import {
  agreeing,
  atLeast,
  atMost,
  bytesIn,
  catalogueImage,
  componentEntries,
  constant,
  type Data,
  described,
  type Filled,
  integer,
  is,
  list,
  map,
  memory,
  must,
  numberIn,
  object,
  oneOf,
  optional,
  type Places,
  remedy,
  resources,
  rule,
  secretKey,
  sidecars,
  storeEntries,
  sum,
  text,
  times,
  truth,
  variant,
  when,
  withRules,
  word,
} from '../kubernetes';
import { images } from './images';
import { wrongParameters } from './own-parameters';

const parameterRemedy = 'it must be text, a number, true or false';
const parameter = v.union([v.string(), v.pipe(v.number(), v.finite(parameterRemedy)), v.boolean()], parameterRemedy);

const commonData = {
  ...storeEntries,
  resources: resources('Requests and memory limit of an instance. start.sh derives shared_buffers and similar parameters from the limit.'),
  // The default is half of the least memory. A query that finds too little fails with an error; without a bound, the whole instance would be killed.
  sharedMemory: optional(memory('Size of /dev/shm, which parallel queries use; it is part of the memory limit.'), '128Mi'),
  sidecars: sidecars({ keeper: { cpu: '20m', memory: '64Mi' }, exporter: { cpu: '20m', memory: '64Mi' } }),
  parameters: optional(
    map(
      'Parameters of postgresql.conf, except those that this component sets or derives.',
      text('Name of a parameter.', /^[A-Za-z_][A-Za-z0-9_.]*$/, 'it must be the name of a PostgreSQL parameter', 127),
      parameter,
    ),
  ),
  timing: optional(
    described(
      "Timing of Patroni's lock: it determines the length of an unplanned failover, and how long an outage of the API server is tolerated.",
      object({
        ttlSeconds: optional(
          integer("Seconds after which a primary that has not renewed its lock is replaced. Patroni's minimum is 20.", 20, 3600),
          20,
        ),
        loopWaitSeconds: optional(integer("Seconds between two checks of the cluster's state.", 1, 600), 2),
        retryTimeoutSeconds: optional(integer('Seconds during which calls to the API server are retried.', 3, 600), 6),
      }),
    ),
    {},
  ),
};

const instanceImages = {
  spilo: catalogueImage('Spilo: Patroni and PostgreSQL.', images.spilo),
  exporter: catalogueImage('postgres_exporter.', images.postgresExporter),
};

const standaloneData = {
  architecture: word('One instance, which is restarted after a failure.', 'standalone'),
  ...commonData,
  images: optional(described('Images.', object(instanceImages)), {}),
};

const replicatedData = {
  architecture: word('A primary and replicas, with automatic failover, and a read proxy.', 'replicated'),
  replicas: integer('Number of instances, including the primary. 3 or more survive the loss of a node.', 2, 7),
  synchronous: oneOf(
    'When a commit is acknowledged. `off`: when the primary has it. `on`: when one named replica has it too. `quorum`: when any one replica has it too; without a replica, the primary continues alone. `quorum-strict`: the same, but without a replica no commit is acknowledged.',
    ['off', 'on', 'quorum', 'quorum-strict'],
  ),
  maximumReadLag: text(
    "Maximum lag of a replica that gets new sessions, as a size of WAL such as '16MB'.",
    /^[1-9][0-9]*(kB|MB|GB)$/,
    "it must be a size in PostgreSQL's units (kB, MB, GB), such as '16MB'",
    16,
  ),
  readProxy: described(
    'The proxy that distributes reads to replicas.',
    object({
      replicas: integer('Number of pods.', 1, 20),
      resources: resources('Requests and memory limit of a pod.'),
      pod: componentEntries.pod,
    }),
  ),
  ...commonData,
  images: optional(described('Images.', object({ ...instanceImages, haproxy: catalogueImage('HAProxy: the read proxy.', images.haproxy) })), {}),
};

const ofHostBased = ['all', 'replication', 'sameuser', 'samerole', 'samegroup']; // with a meaning in pg_hba.conf
const reserved = ['postgres', 'template0', 'template1', 'replicator', 'monitor', 'public', 'none', ...ofHostBased];

const database = object({
  name: v.pipe(
    text(
      'Name of the database, and of the role that owns it. `<name>_app` and `<name>_reader` are the roles of the application and of the reader.',
      /^[a-z_][a-z0-9_]{0,54}$/,
      'it must be lower-case letters, digits and _, at most 55',
      55,
    ),
    v.check((name) => !name.startsWith('pg_'), 'PostgreSQL reserves names that begin with pg_; choose another name'),
    v.check((name) => !reserved.includes(name), `${reserved.join(', ')} are reserved; choose another name`),
  ),
  ownerPassword: secretKey('Password of the owner, which creates and changes tables: for migrations.'),
  applicationPassword: secretKey('Password of the application, which reads and writes rows.'),
  readerPassword: secretKey('Password of the reader, which can only read.'),
  alternate: optional(
    described(
      'A second role for the application (`<name>_app2`) and for the reader (`<name>_reader2`), with the same privileges: for a rotation of passwords without a moment in which the old one is refused already.',
      object({
        applicationPassword: secretKey('Password of the second role of the application.'),
        readerPassword: secretKey('Password of the second role of the reader.'),
        used: truth('Whether clients get the second roles.'),
      }),
    ),
  ),
});

const wiring = {
  version: oneOf('Major version of PostgreSQL; the image contains 15 to 18.', [15, 16, 17, 18]),
  databases: list('Databases with their owners. Removing an entry here does not remove the database from the server.', database),
  patroniPassword: optional(secretKey("Password for changes through Patroni's REST API. @default secret('<id>-patroni')")),
  replicationPassword: optional(secretKey("Password of the role replicator. @default secret('<id>-replication')")),
};

/** In bytes. With less, Patroni and 200 connections leave too little for shared_buffers. */
const leastMemory = 256 * 2 ** 20;

/** In bytes, of a volume. A new server takes about 40 MB; start.sh lets WAL for slots take 256 MiB even of a small volume. */
const leastStorage = 2 ** 30;

/** In bytes. With less, HAProxy has no room for its buffers of a few hundred sessions. */
const leastProxyMemory = 32 * 2 ** 20;

/** Added to Patroni's own rule, so that the old primary stops before the lock expires even if calls take their full time. */
const marginSeconds = 3;

type Topology = Filled<typeof standaloneTopology> | Filled<typeof replicatedTopology>;

const rules = ({ architecture, replicas, synchronous, resources, sharedMemory, storage, readProxy, timing }: Places<Topology>) => {
  const { ttlSeconds, loopWaitSeconds, retryTimeoutSeconds } = timing;
  const needed = sum(numberIn(loopWaitSeconds), times(2, numberIn(retryTimeoutSeconds)), constant(marginSeconds));
  const isReplicated = is(architecture, 'replicated');
  return [
    rule(
      resources.memory,
      atLeast(bytesIn(resources.memory), constant(leastMemory)),
      "it must be at least '256Mi'; Patroni and the connections need most of a smaller amount",
    ),
    rule(
      sharedMemory,
      atMost(times(2, bytesIn(sharedMemory)), bytesIn(resources.memory)),
      remedy`it must be at most half of resources.memory (${resources.memory}), of which it is a part`,
    ),
    rule(
      storage,
      atLeast(bytesIn(storage), constant(leastStorage)),
      "it must be at least '1Gi'; WAL and its reserve for replicas take most of a smaller volume",
    ),
    when(
      isReplicated,
      rule(
        readProxy.resources.memory,
        atLeast(bytesIn(readProxy.resources.memory), constant(leastProxyMemory)),
        "it must be at least '32Mi'; HAProxy needs a buffer for each session",
      ),
    ),
    rule(
      ttlSeconds,
      atLeast(numberIn(ttlSeconds), needed),
      remedy`it must be at least loopWaitSeconds + 2 * retryTimeoutSeconds + ${constant(marginSeconds)} = ${needed}`,
    ),
    when(
      isReplicated,
      when(
        is(synchronous, 'quorum-strict'),
        rule(synchronous, atLeast(numberIn(replicas), constant(3)), 'with 2 replicas, the loss of either stops all commits; use 3 or more replicas'),
      ),
    ),
  ];
};

const parameters = (data: Topology, version: number) =>
  wrongParameters(
    data.architecture === 'replicated' ? { ...data, instances: data.replicas } : { ...data, instances: 1, synchronous: 'off' },
    version,
  );

const standaloneTopology = object(standaloneData);
const replicatedTopology = object(replicatedData);
const words = ['standalone', 'replicated'];

/** The data of an environment for PostgreSQL, for a major version. */
export const postgresData = (version: Props['version']) =>
  agreeing(
    withRules(variant('architecture', words, [standaloneTopology, replicatedTopology]), rules),
    (data) => parameters(data, version),
    'parameters',
  );

const standaloneProps = object({ ...standaloneData, ...wiring });
const replicatedProps = object({ ...replicatedData, ...wiring });

type Props = Filled<typeof standaloneProps> | Filled<typeof replicatedProps>;

const names = ({ databases }: Props) =>
  databases.flatMap(({ name }, index) => [
    ...must(databases.findIndex((other) => other.name === name) === index, ['databases', index, 'name'], 'it is declared twice; remove one of them'),
    ...must(
      !databases.some((other) => ['app', 'app2', 'reader', 'reader2'].some((suffix) => name === `${other.name}_${suffix}`)),
      ['databases', index, 'name'],
      'a role of another database has this name; choose another one',
    ),
  ]);

/** The same, with the props that code sets. */
export const postgresProps = agreeing(withRules(variant('architecture', words, [standaloneProps, replicatedProps]), rules), (data) => [
  ...parameters(data, data.version),
  ...names(data),
]);

/** Props of a PostgreSQL cluster. */
export type PostgresClusterProps = Data<typeof standaloneProps> | Data<typeof replicatedProps>;

/** The same with the defaults filled in. */
export type FilledProps = Props;
