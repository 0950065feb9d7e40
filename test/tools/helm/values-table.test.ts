import * as v from 'valibot';
import {
  integer,
  list,
  map,
  object,
  oneOf,
  optional,
  text,
  truth,
  variant,
  described as withDescription,
  word,
} from '../../../constructs/kubernetes';
import { shapeOf } from '../../../tools/helm/projection/shape';
import { type Described, valuesTable } from '../../../tools/helm/values-table';

const letters = (description: string) => text(description, /^[a-z]+$/, 'a word');

const schema = object({
  name: letters('Name, as in `<a|b>`.'),
  size: optional(letters('Size in <units>. @default that of the cluster')),
  count: integer('Number of pods.', 1, 9),
  on: optional(truth('Whether it is on.'), false),
  mode: oneOf('Mode.', ['fast', 'safe']),
  peers: optional(list('Peers.', object({ host: letters('Host.'), ports: list('Ports.', integer('Port.', 1, 9)) }))),
  labels: map('Labels\nof all pods.', letters('Key.'), letters('Value.')),
  first: withDescription('The first.', object({ cpu: letters('CPU.'), memory: letters('Memory.') })),
  second: withDescription('The second.', object({ cpu: letters('CPU.'), memory: letters('Memory.') })),
  tag: v.pipe(
    letters('Tag.'),
    v.check((tag) => tag !== 'latest', 'another tag'),
  ),
  store: variant(
    'kind',
    ['one', 'many'],
    [
      object({ kind: word('A single one.', 'one'), size: letters('Size.') }),
      object({ kind: word('Several.', 'many'), size: letters('Size.'), replicas: integer('Number.', 2, 9) }),
    ],
  ),
});

const described: Described = { shape: shapeOf(schema), shaping: new Map([['store.replicas', [2, 3]]]), whole: new Set() };
const values = {
  name: 'shop',
  count: 2,
  on: false,
  mode: 'fast',
  labels: { team: 'shop' },
  first: { cpu: 'a', memory: 'b' },
  second: { cpu: 'c', memory: 'd' },
  store: { kind: 'many', size: 'x', replicas: 3 },
};
const table = valuesTable(described, values).split('\n');

describe('the table of values', () => {
  it.each([
    ['escapes what Markdown would read, and not in code', '| `name` | text | `"shop"` | Name, as in `<a\\|b>`. |'],
    ['gives what a missing value means', '| `size` | text | that of the cluster | Size in &lt;units>. |'],
    ['gives the least and the largest number', '| `count` | number from 1 to 9 | `2` | Number of pods. |'],
    ['lists options', '| `mode` | `fast`, `safe` | `"fast"` | Mode. |'],
    ['lists true and false', '| `on` | `false`, `true` | `false` | Whether it is on. |'],
    ['says that there is no default', '| `peers` | list of objects | none | Peers. |'],
    ['has the parts of a list', '| `peers[].host` | text |  | Host. |'],
    ['keeps a row on one line', '| `labels` | map to texts | `{"team":"shop"}` | Labels of all pods. |'],
    ['describes an object once', '| `second` | object | `{"cpu":"c","memory":"d"}` | The second. Keys as in `first`. |'],
    ['finds the description of a value with a further check', '| `tag` | text |  | Tag. |'],
    ['explains the options of a variant', '| `store.kind` | `one`, `many` | `"many"` | `one`: A single one. `many`: Several. |'],
    ['says which option has a value, and which numbers there are', '| `store.replicas` | `2`, `3` | `3` | Number. Only with kind `many`. |'],
  ])('%s', (_, row) => {
    expect(table).toContain(row);
  });

  it('has a row for every value', () => {
    expect(table.slice(2).map((row) => /^\| `([^`]*)`/.exec(row)?.[1])).toEqual([
      'name',
      'size',
      'count',
      'on',
      'mode',
      'peers',
      'peers[].host',
      'peers[].ports',
      'labels',
      'first',
      'first.cpu',
      'first.memory',
      'second',
      'tag',
      'store',
      'store.kind',
      'store.size',
      'store.replicas',
    ]);
  });

  it('does not describe the parts of an object that the model passes on as it is, unless they are single values', () => {
    const table = valuesTable({ ...described, whole: new Set(['first', 'store', 'peers[]']) }, values);
    expect([table.includes('peers[].host'), table.includes('first.cpu')]).toEqual([false, true]);
  });
});
