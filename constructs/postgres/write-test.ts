import { join } from 'node:path';
import { connect, type Endpoint, fileOf, type PlatformChart, ReleaseTest, reference, runScript } from '../kubernetes';
import type { PostgresValues } from './endpoints';
import { images } from './images';
import type { Resolved } from './props';

/** Adds the Pod with which `helm test` shows that the endpoint accepts writes. It connects with the values that the application gets. */
export const addWriteTest = (chart: PlatformChart, id: string, props: Resolved, endpoint: Endpoint<PostgresValues>): ReleaseTest =>
  new ReleaseTest(chart, id, {
    name: 'postgresql-test',
    component: 'test',
    connections: [
      connect(endpoint, ({ host, port, database, user, password }) => ({
        PGHOST: host,
        PGPORT: port,
        PGDATABASE: database,
        PGUSER: user,
        PGPASSWORD: password,
        PGCONNECT_TIMEOUT: '2',
        PGTARGETSESSIONATTRS: 'read-write',
      })),
    ],
    settings: { pod: props.pod },
    command: runScript('write-test.sh'),
    files: [fileOf(join(__dirname, 'scripts', 'write-test.sh'), 'restart')],
    image: reference(props.images.spilo),
    user: images.spilo,
  });
