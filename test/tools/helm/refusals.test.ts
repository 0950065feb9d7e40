// Helm itself refuses wrong values, with the path of each, and takes the others.
import fc from 'fast-check';
import { shopfds } from '../../../charts/shopfds';
import { faultsOf, messageOf } from '../../../constructs/kubernetes/schema/check';
import { pathsOf, withValue } from '../../../tools/variants/places';
import { errorOf, errorsOf } from './helm';
import { randomValues } from './random-values';
import { definition, filled, shaping, values } from './shopfds';
import { brokenRules, wrongValues } from './wrong-values';

/** Random values with the numbers that the chart has. */
const ofChart = randomValues
  .map((data) => [...shaping].reduce((all, [path, [number]]) => (isGiven(all, path) ? withValue(all, path.split('.'), number) : all), data))
  .filter((data) => faultsOf(shopfds.schema, data).length === 0)
  .map(filled);

const isGiven = (data: unknown, path: string): boolean => pathsOf(data).some((each) => each.join('.') === path);

/** The faults in an error of a template. */
const faultsIn = (error: string): string[] =>
  error
    .replace(/^Error: execution error at \(shopfds\/templates\/checks\.yaml:\d+:\d+\): /, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('Use --debug'));

describe('Helm', () => {
  it('refuses each wrong value at its place', async () => {
    const errors = await errorsOf(wrongValues.map(({ values: wrong }) => wrong));
    const unnamed = wrongValues.flatMap(({ path, value }, index) => {
      const [key = '', ...above] = path.map(String).toReversed();
      const error = errors[index] ?? '';
      const isNamed =
        error.includes(`- at '/${path.join('/')}`) || (error.includes(`- at '/${above.toReversed().join('/')}'`) && error.includes(key));
      return isNamed ? [] : [`${path.join('.')} ${JSON.stringify(value)}: ${error}`];
    });
    expect(unnamed).toEqual([]);
  });

  it('refuses each broken rule with the message that environments get', async () => {
    const errors = await Promise.all(brokenRules.map(({ values: wrong }) => errorOf(wrong)));
    const expected = brokenRules.map(({ values: wrong }) => faultsOf(shopfds.schema, wrong).map((fault) => messageOf('', fault)));
    expect(errors.map(faultsIn)).toEqual(expected);
  });

  it('refuses all broken rules together', async () => {
    const wrong = [
      [['redis', 'minReplicasToWrite'], 5],
      [['database', 'storage'], '512Mi'],
      [['database', 'resources', 'memory'], '200Mi'],
    ] as const;
    const error = await errorOf(wrong.reduce((data, [path, value]) => withValue(data, path, value), values('production')));
    expect(faultsIn(error)).toEqual([
      `database.resources.memory is "200Mi"; it must be at least '256Mi'; Patroni and the connections need most of a smaller amount`,
      `database.storage is "512Mi"; it must be at least '1Gi'; WAL and its reserve for replicas take most of a smaller volume`,
      'redis.minReplicasToWrite is 5; it must be at most replicasPerShard (1), or all writes are refused',
    ]);
  });

  it('says why it refuses a value that is left out, and a number that objects follow from', async () => {
    const [parameters = '', replicas = ''] = await errorsOf([
      withValue(values('production'), ['database', 'parameters'], { work_mem: '64MB' }),
      withValue(values('production'), ['database', 'replicas'], 5),
    ]);
    expect(parameters).toContain(`- at '/database/parameters': value must be '${definition.leftOut['database.parameters']?.replaceAll("'", "\\'")}'`);
    expect(replicas).toMatch(
      /- at '\/database\/replicas': value must be one of 3, 2, 'the chart is rendered for these numbers only; for another one, set it in an environment in charts\/shopfds\/environments.ts/,
    );
  });

  it('takes the values of all environments, and random ones that environments may have', async () => {
    const seed = Number(process.env.FAST_CHECK_SEED ?? 20260101);
    const random = fc.sample(ofChart, { seed, numRuns: Number(process.env.FAST_CHECK_RUNS ?? 20) });
    const errors = await errorsOf([...shopfds.environments.map(values), ...random]);
    expect(errors.filter(Boolean)).toEqual([]);
  });
});
