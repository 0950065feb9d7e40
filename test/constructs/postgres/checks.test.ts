import { secret } from '../../../constructs/kubernetes';
import type { PostgresClusterProps } from '../../../constructs/postgres';
import { failure } from '../fixture';
import { render, replicated, standalone } from './fixture';

const quantity = `it must be a quantity above zero, such as '250m' or '2Gi'`;
const database = (...names: readonly string[]) => ({ databases: names.map((name) => ({ name, owner: secret('owner') })) });
const readProxy = (fields: object) => ({ readProxy: { ...replicated.readProxy, ...fields } });
const timing = (ttl: number, loopWait: number, retryTimeout: number) => ({ timing: { ttl, loopWait, retryTimeout } });

const wrong: readonly [object, string][] = [
  [{ version: 14 }, 'version is 14; it must be 15, 16, 17 or 18: what the image holds'],
  [{ storage: '10GB' }, `storage is "10GB"; ${quantity}`],
  [{ resources: { cpu: '0', memory: '1Gi' } }, `resources.cpu is "0"; ${quantity}`],
  [{ resources: { cpu: '1', memory: 'lots' } }, `resources.memory is "lots"; ${quantity}`],

  [database('Orders'), 'databases[0].name is "Orders"; it must be lower-case letters, digits and _, at most 63'],
  [database('ok', 'a-b'), 'databases[1].name is "a-b"; it must be lower-case letters, digits and _, at most 63'],
  [database('a'.repeat(64)), `databases[0].name is "${'a'.repeat(64)}"; it must be lower-case letters, digits and _, at most 63`],
  [database('monitor'), 'databases[0].name is "monitor"; postgres, template0, template1, replicator, monitor are taken; give it another name'],
  [database('a', 'b', 'a'), 'databases[2].name is "a"; it is declared twice'],

  [{ parameters: { Work_Mem: 1 } }, 'parameters is "Work_Mem"; it must be the name of a PostgreSQL parameter, in lower case'],
  [{ parameters: { shared_buffers: '1GB' } }, 'parameters.shared_buffers is "1GB"; it is set or derived by this component; leave it out'],
  [{ parameters: { wal_level: 'minimal' } }, `parameters.wal_level is "minimal"; it must be 'replica' or 'logical'`],
  [{ parameters: { max_wal_senders: 4 } }, 'parameters.max_wal_senders is 4; it must be at least 5'],
  [{ parameters: { max_wal_senders: 'many' } }, 'parameters.max_wal_senders is "many"; it must be at least 5'],

  [timing(19, 2, 6), 'timing.ttl is 19; it must be a whole number of at least 20'],
  [timing(20, 0, 6), 'timing.loopWait is 0; it must be a whole number of at least 1'],
  [timing(20, 2, 2), 'timing.retryTimeout is 2; it must be a whole number of at least 3'],
  [timing(20, 2, 8), 'timing.ttl is 20; it must be at least loopWait + 2 * retryTimeout + 3 = 21'],
  [timing(30, 10, 9), 'timing.ttl is 30; it must be at least loopWait + 2 * retryTimeout + 3 = 31'],
];

const wrongTopology: readonly [object, string][] = [
  [{ replicas: 1 }, 'replicas is 1; it must be a whole number from 2 to 7'],
  [{ replicas: 8 }, 'replicas is 8; it must be a whole number from 2 to 7'],
  [{ replicas: 2.5 }, 'replicas is 2.5; it must be a whole number from 2 to 7'],
  [{ maximumReadLag: '16Mi' }, `maximumReadLag is "16Mi"; it must be a size in PostgreSQL's units (kB, MB, GB), such as '16MB'`],
  [{ maximumReadLag: '0MB' }, `maximumReadLag is "0MB"; it must be a size in PostgreSQL's units (kB, MB, GB), such as '16MB'`],
  [
    { replicas: 2, synchronous: 'quorum-strict' },
    'synchronous is "quorum-strict"; with 2 replicas the loss of either stops all commits; it needs 3 or more',
  ],
  [readProxy({ replicas: 0 }), 'readProxy.replicas is 0; it must be a whole number from 1 to 20'],
  [readProxy({ replicas: 21 }), 'readProxy.replicas is 21; it must be a whole number from 1 to 20'],
  [readProxy({ resources: { cpu: '', memory: '1Gi' } }), `readProxy.resources.cpu is ""; ${quantity}`],
  [readProxy({ resources: { cpu: '1', memory: '-1' } }), `readProxy.resources.memory is "-1"; ${quantity}`],
];

const message = (props: object) => failure(() => render(props as PostgresClusterProps));

describe('a PostgreSQL cluster', () => {
  it.each(wrong)('refuses %j', (props, text) => {
    expect(message({ ...standalone, ...props })).toBe(`10-shop/db: ${text}`);
  });

  it.each(wrong)('refuses %j when it is replicated too', (props, text) => {
    expect(message({ ...replicated, ...props })).toBe(`10-shop/db: ${text}`);
  });

  it.each(wrongTopology)('refuses %j when it is replicated', (props, text) => {
    expect(message({ ...replicated, ...props })).toBe(`10-shop/db: ${text}`);
  });

  it.each([
    'cluster_name',
    'effective_cache_size',
    'hot_standby',
    'listen_addresses',
    'maintenance_work_mem',
    'max_slot_wal_keep_size',
    'max_wal_size',
    'port',
    'primary_conninfo',
    'synchronous_standby_names',
    'unix_socket_directories',
  ])('refuses the parameter %s, which is its own', (name) => {
    expect(message({ ...standalone, parameters: { [name]: '1' } })).toBe(
      `10-shop/db: parameters.${name} is "1"; it is set or derived by this component; leave it out`,
    );
  });

  it.each<Partial<PostgresClusterProps>>([
    { version: 18 },
    { databases: [] },
    { parameters: { wal_level: 'logical', max_wal_senders: 5 } },
    { parameters: { 'auto_explain.log_min_duration': '1s' } },
    timing(20, 2, 7),
    timing(20, 1, 3),
    timing(60, 10, 20),
  ])('takes %j, which is just right', (props) => {
    expect(() => render({ ...replicated, ...props } as PostgresClusterProps)).not.toThrow();
  });

  it.each([2, 7])('takes %d replicas', (replicas) => {
    expect(() => render({ ...replicated, replicas })).not.toThrow();
  });
});
