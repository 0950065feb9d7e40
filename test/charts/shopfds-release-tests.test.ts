// What `helm test` runs in ShopFDS's chart.
import { shopfds } from '../../charts/shopfds';
import type { Manifest, Model } from '../../model';
import { manifestPolicies } from '../../policies';
import { manifest } from '../constructs/fixture';
import { judge } from '../judge';

const file = '95-tests.yaml';
const withTests = (environment: string): Model => shopfds.render(environment, shopfds.data(environment), { tests: true });
const testsIn = (environment: string): Manifest[] =>
  withTests(environment).files.flatMap(({ name, objects }) => (name === file ? objects.map((object) => object.manifest) : []));

describe.each(shopfds.environments)('in %s', (environment) => {
  it('a Pod tests each store and each service', () => {
    const pods = testsIn(environment).filter(({ kind }) => kind === 'Pod');
    expect(pods.map(({ metadata }) => metadata.name)).toEqual(['shopfds-db-test', 'shopfds-redis-test', 'shopfds-rabbitmq-test', 'ecommerce-test']);
  });

  it('the tests are in a file of their own, and no other object depends on them', () => {
    const { files } = withTests(environment);
    expect(files.filter(({ name }) => name !== file)).toEqual(shopfds.build(environment).files);
  });

  it('they need no other Secrets', () => {
    expect(withTests(environment).secrets).toEqual(shopfds.build(environment).secrets);
  });

  it('they pass every policy, and the schemas of the API server', () => {
    const model = withTests(environment);
    expect(manifestPolicies.flatMap((policy) => policy.check(model))).toEqual([]);
    expect(testsIn(environment).flatMap(judge)).toEqual([]);
  });
});

/** The variables of a container in production. */
const variablesOf = (name: string): Readonly<Record<string, unknown>> => {
  const { spec } = manifest(withTests('production'), name);
  const { env } = (spec.template?.spec ?? spec).containers[0] as { env: { name: string; value?: string; valueFrom?: object }[] };
  return Object.fromEntries(env.map(({ name: variable, value, valueFrom }) => [variable, value ?? valueFrom]));
};

it('the test of the database logs in as the application does', () => {
  const test = variablesOf('Pod/shopfds-db-test');
  const application = variablesOf('Deployment/ecommerce');
  expect(application.DATABASE_URL).toContain(`//${test.PGUSER}:$(DATABASE_URL_PASSWORD)@${test.PGHOST}:${test.PGPORT}/${test.PGDATABASE}?`);
  expect(test.PGPASSWORD).toEqual(application.DATABASE_URL_PASSWORD);
});

it('the test of Redis logs in as the application does', () => {
  const { REDIS_HOST, REDIS_PORT, REDIS_USERNAME, REDIS_PASSWORD } = variablesOf('Deployment/ecommerce');
  expect(variablesOf('Pod/shopfds-redis-test')).toEqual({ REDIS_HOST, REDIS_PORT, REDIS_USERNAME, REDISCLI_AUTH: REDIS_PASSWORD });
});

it('the test of a service asks for the path of its probes', () => {
  expect(variablesOf('Pod/ecommerce-test')).toEqual({ URL: 'http://ecommerce/health' });
});
