import { requireOneOf } from '../checks/checks';
import { invalid } from '../checks/errors';
import type { Environment, Operator } from './environment';

const operators: readonly Operator[] = ['prometheus', 'external-secrets'];

/** Throws at the first thing in an environment's data that would silently mean something else. */
export function checkEnvironment({ cluster, secrets }: Environment): void {
  for (const [index, operator] of cluster.operators.entries()) requireOneOf('environment', `cluster.operators[${index}]`, operator, operators);
  if (cluster.runbooks !== undefined && !/^https?:\/\/[!-~]*[^/]$/.test(cluster.runbooks)) {
    throw invalid('environment', 'cluster.runbooks', cluster.runbooks, "it must be a URL without '/' at its end");
  }
  requireOneOf('environment', 'secrets.source', secrets.source, ['existing', 'external-secrets', 'generated']);
  if (secrets.source !== 'external-secrets') return;
  if (!cluster.operators.includes('external-secrets')) {
    throw invalid('environment', 'secrets.source', secrets.source, "it needs 'external-secrets' among cluster.operators");
  }
  requireOneOf('environment', 'secrets.store.kind', secrets.store.kind, ['SecretStore', 'ClusterSecretStore']);
  if (secrets.store.name === '') throw invalid('environment', 'secrets.store.name', secrets.store.name, 'it must name the store');
  if (!/^([0-9]+(h|m|s))+$/.test(secrets.refreshInterval)) {
    throw invalid('environment', 'secrets.refreshInterval', secrets.refreshInterval, "it must be a duration such as '1h'");
  }
}
