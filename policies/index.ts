// All policies. A violation stops the synth.
import { type Model, merged } from '../model';
import { alertMetrics } from './alert-metrics';
import { autoscaled } from './autoscaled';
import { disruptionBudget } from './disruption-budget';
import { refuseGone } from './gone-environments';
import { graceCoversPreStop } from './grace-covers-prestop';
import { type ImmutableRecord, immutableFields } from './immutable-fields';
import recorded from './immutable-fields.json';
import { nameLength } from './name-length';
import { networkPolicy } from './network-policy';
import { nothingLost } from './nothing-lost';
import { oneBackendPerPath, onePlatformPerPath } from './one-backend-per-path';
import { oneCertificatePerHost } from './one-certificate-per-host';
import { oneWorkloadPerSelector } from './one-workload-per-selector';
import { onlyHttpIsRouted } from './only-http-is-routed';
import { pinnedImages } from './pinned-images';
import type { Policy, Violation } from './policy';
import { probes } from './probes';
import { quotaFits } from './quota-fits';
import { references } from './references';
import { resources } from './resources';
import { restrictedPods } from './restricted-pods';
import { secretData } from './secret-data';
import { servicePorts } from './service-ports';
import { spread } from './spread';
import { uniqueIdentity } from './unique-identity';
import { validNames } from './valid-names';
import { writtenByPods } from './written-by-pods';

export type { Policy, Violation } from './policy';

/** Policies that depend on the model alone, not on earlier renderings or on chosen host names. The property test applies them to random data. */
export const manifestPolicies: readonly Policy[] = [
  uniqueIdentity,
  writtenByPods,
  nameLength,
  validNames,
  nothingLost,
  secretData,
  references,
  oneWorkloadPerSelector,
  servicePorts,
  networkPolicy,
  restrictedPods,
  pinnedImages,
  resources,
  quotaFits,
  probes,
  graceCoversPreStop,
  disruptionBudget,
  spread,
  autoscaled,
  alertMetrics,
  onlyHttpIsRouted,
];

export const policies: readonly Policy[] = [
  ...manifestPolicies,
  oneBackendPerPath,
  oneCertificatePerHost,
  immutableFields(recorded as ImmutableRecord),
];

export const check = (model: Model): Violation[] => policies.flatMap((policy) => checkBy(policy, model));

/** A policy may throw on manifests of another shape than the API has, such as patched ones. */
export function checkBy(policy: Policy, model: Model): Violation[] {
  try {
    return policy.check(model);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${model.platform}/${model.environment}: the policy ${policy.name} cannot read a manifest, see its patches: ${why}`, {
      cause: error,
    });
  }
}

/** Violations for recorded environments that are in no platform. */
export const checkEnvironments = (platforms: Parameters<typeof refuseGone>[1]): Violation[] => refuseGone(recorded as ImmutableRecord, platforms);

/** Violations between platforms. */
export const checkTogether = (models: readonly Model[]): Violation[] => onePlatformPerPath(models);

/** The violations as text, by policy: place, fault and fix. A fault in several environments appears once and names all of them. */
export function report(violations: readonly Violation[]): string {
  if (violations.length === 0) return 'no violations\n';
  const textsOf = (name: string) =>
    merged(violations.filter(({ policy }) => policy === name).map(({ where, message, fix }) => `${where}\n    ${message}\n    fix: ${fix}\n`));
  const broken = policies.filter(({ name }) => violations.some(({ policy }) => policy === name));
  const sections = broken.map(({ name, why }) => ({ title: `${name}: ${why}`, texts: textsOf(name) }));
  const count = sections.reduce((sum, { texts }) => sum + texts.length, 0);
  const text = sections.map(({ title, texts }) => `${title}\n${texts.map((each) => `  ${each}`).join('')}`).join('\n');
  return `${count} ${count === 1 ? 'violation' : 'violations'}\n\n${text}`;
}
