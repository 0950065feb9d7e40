// Every rule that manifests must keep. A violation stops the synth.
import type { Model } from '../model';
import { alertMetrics } from './alert-metrics';
import { autoscaled } from './autoscaled';
import { disruptionBudget } from './disruption-budget';
import { graceCoversPreStop } from './grace-covers-prestop';
import { type ImmutableRecord, immutableFields } from './immutable-fields';
import recorded from './immutable-fields.json';
import { nameLength } from './name-length';
import { networkPolicy } from './network-policy';
import { nothingLost } from './nothing-lost';
import { oneWorkloadPerSelector } from './one-workload-per-selector';
import { pinnedImages } from './pinned-images';
import type { Policy, Violation } from './policy';
import { probes } from './probes';
import { references } from './references';
import { resources } from './resources';
import { restrictedPods } from './restricted-pods';
import { secretData } from './secret-data';
import { servicePorts } from './service-ports';
import { spread } from './spread';
import { uniqueIdentity } from './unique-identity';

export type { Policy, Violation } from './policy';

/** Rules that a model keeps or breaks by itself, whatever was rendered before: what a property test can ask of random data. */
export const manifestPolicies: readonly Policy[] = [
  uniqueIdentity,
  nameLength,
  nothingLost,
  secretData,
  references,
  oneWorkloadPerSelector,
  servicePorts,
  networkPolicy,
  restrictedPods,
  pinnedImages,
  resources,
  probes,
  graceCoversPreStop,
  disruptionBudget,
  spread,
  autoscaled,
  alertMetrics,
];

export const policies: readonly Policy[] = [...manifestPolicies, immutableFields(recorded as ImmutableRecord)];

export const check = (model: Model): Violation[] => policies.flatMap((policy) => policy.check(model));

/** The violations as text: by policy, with where, what and how to mend it. */
export function report(violations: readonly Violation[]): string {
  if (violations.length === 0) return 'no violations\n';
  const broken = policies.filter(({ name }) => violations.some(({ policy }) => policy === name));
  const sections = broken.map(({ name, why }) => {
    const own = violations.filter(({ policy }) => policy === name);
    return `${name}: ${why}\n${own.map(({ where, message, fix }) => `  ${where}\n    ${message}\n    fix: ${fix}\n`).join('')}`;
  });
  return `${violations.length} ${violations.length === 1 ? 'violation' : 'violations'}\n\n${sections.join('\n')}`;
}
