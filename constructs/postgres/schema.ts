import * as v from 'valibot';
import { bytesOf } from '../../model';
import {
  agreeing,
  componentEntries,
  type Data,
  described,
  imageOverride,
  integer,
  list,
  map,
  must,
  object,
  oneOf,
  optional,
  resources,
  secretKey,
  sidecars,
  storeEntries,
  text,
  variant,
  word,
} from '../kubernetes';
import { wrongParameters } from './own-parameters';

const parameterRemedy = 'it must be text, a number, true or false';
const parameter = v.union([v.string(), v.pipe(v.number(), v.finite(parameterRemedy)), v.boolean()], parameterRemedy);

const commonData = {
  ...storeEntries,
  resources: resources('Requests of an instance, and its memory limit: shared_buffers and the like follow from it at start.'),
  sidecars: sidecars('keeper', 'exporter'),
  parameters: optional(
    map(
      'Parameters of postgresql.conf beside those that are set or derived here.',
      text('Name of a parameter.', /^[A-Za-z_][A-Za-z0-9_.]*$/, 'it must be the name of a PostgreSQL parameter', 127),
      parameter,
    ),
  ),
  timing: optional(
    described(
      "Timing of Patroni's lock: how long an outage without notice lasts, and how long a silence of the API server is borne.",
      object({
        ttlSeconds: integer("A primary that has not renewed its lock for this long is replaced. Patroni's floor is 20. @default 20", 20, 3600),
        loopWaitSeconds: integer("Pause between two looks at the cluster's state. @default 2", 1, 600),
        retryTimeoutSeconds: integer('How long calls to the API server are tried again. @default 6', 3, 600),
      }),
    ),
  ),
  images: optional(
    described(
      "Images in place of the catalogue's.",
      object({
        spilo: optional(imageOverride('Spilo: Patroni and PostgreSQL.')),
        haproxy: optional(imageOverride('HAProxy: the read proxy.')),
        exporter: optional(imageOverride('postgres_exporter.')),
      }),
    ),
  ),
};

const standaloneData = { architecture: word('One instance, restarted in place.', 'standalone'), ...commonData };

const replicatedData = {
  architecture: word('A primary and replicas, with automatic failover, and a read proxy.', 'replicated'),
  replicas: integer('Number of instances, the primary included: 3 to survive the loss of a node.', 2, 7),
  synchronous: oneOf(
    'When a commit is acknowledged. `off`: when the primary has it. `on`: when one named replica has it too. `quorum`: when any one replica has it too; with no replica left, the primary goes on alone. `quorum-strict`: the same, but with no replica left no commit is acknowledged.',
    ['off', 'on', 'quorum', 'quorum-strict'],
  ),
  maximumReadLag: text(
    "How far a replica may be behind and still be given new sessions, as a size of WAL such as '16MB'.",
    /^[1-9][0-9]*(kB|MB|GB)$/,
    "it must be a size in PostgreSQL's units (kB, MB, GB), such as '16MB'",
    16,
  ),
  readProxy: described(
    'The proxy that spreads reads.',
    object({
      replicas: integer('Number of pods.', 1, 20),
      resources: resources('Requests of a pod, and its memory limit.'),
      pod: componentEntries.pod,
    }),
  ),
  ...commonData,
};

const reserved = ['postgres', 'template0', 'template1', 'replicator', 'monitor', 'public', 'none'];

const database = object({
  name: v.pipe(
    text('Name of the database and of its owner.', /^[a-z_][a-z0-9_]{0,62}$/, 'it must be lower-case letters, digits and _, at most 63', 63),
    v.check((name) => !name.startsWith('pg_'), 'PostgreSQL keeps names that begin with pg_ for itself; give it another name'),
    v.check((name) => !reserved.includes(name), `${reserved.join(', ')} are taken; give it another name`),
  ),
  ownerPassword: secretKey('Password of the owner.'),
});

const wiring = {
  version: oneOf('Major version of PostgreSQL: the image holds 15 to 18.', [15, 16, 17, 18]),
  databases: list('Databases with their owners. Removing one here removes nothing on the server.', database),
  superuserPassword: secretKey('Password of the role postgres.'),
  replicationPassword: optional(secretKey("Password of the role replicator. @default secret('<id>-replication')")),
};

/** In bytes: Patroni and 200 connections leave little of less for shared_buffers. */
const leastMemory = 256 * 2 ** 20;

/** Beyond Patroni's own rule, so that the old primary has stopped before the lock is free even when calls take their full time. */
const marginSeconds = 3;

type Topology = Data<typeof standaloneTopology> | Data<typeof replicatedTopology>;

const agreement = (data: Topology, version: number) => {
  const { ttlSeconds = 20, loopWaitSeconds = 2, retryTimeoutSeconds = 6 } = data.timing ?? {};
  const needed = loopWaitSeconds + 2 * retryTimeoutSeconds + marginSeconds;
  const alone = data.architecture === 'replicated' && data.synchronous === 'quorum-strict' && data.replicas < 3;
  return [
    ...must(
      bytesOf(data.resources.memory) >= leastMemory,
      ['resources', 'memory'],
      "it must be at least '256Mi': Patroni and the connections need most of less",
    ),
    ...must(
      ttlSeconds >= needed,
      ['timing', 'ttlSeconds'],
      `it must be at least loopWaitSeconds + 2 * retryTimeoutSeconds + ${marginSeconds} = ${needed}`,
    ),
    ...must(!alone, ['synchronous'], 'with 2 replicas the loss of either stops all commits; it needs 3 or more'),
    ...wrongParameters(
      data.architecture === 'replicated' ? { ...data, instances: data.replicas } : { ...data, instances: 1, synchronous: 'off' },
      version,
    ),
  ];
};

const standaloneTopology = object(standaloneData);
const replicatedTopology = object(replicatedData);
const words = ['standalone', 'replicated'];

/** What an environment states of a PostgreSQL of a major version. */
export const postgresData = (version: Props['version']) =>
  agreeing(variant('architecture', words, [standaloneTopology, replicatedTopology]), (data) => agreement(data, version));

const standaloneProps = object({ ...standaloneData, ...wiring });
const replicatedProps = object({ ...replicatedData, ...wiring });

type Props = Data<typeof standaloneProps> | Data<typeof replicatedProps>;

const names = ({ databases }: Props) =>
  databases.flatMap(({ name }, index) =>
    must(databases.findIndex((other) => other.name === name) === index, ['databases', index, 'name'], 'it is declared twice'),
  );

/** The same, and what code gives. */
export const postgresProps = agreeing(variant('architecture', words, [standaloneProps, replicatedProps]), (data) => [
  ...agreement(data, data.version),
  ...names(data),
]);

export type PostgresClusterProps = Data<typeof standaloneProps> | Data<typeof replicatedProps>;
