import type { V1LabelSelector } from '@kubernetes/client-node';
import { nameOf } from '../model';
import { type Labels, type Located, objectsOf, runTimeLabels, selectedBy, type Workload, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding, show } from './policy';

const identity = ['app.kubernetes.io/name', 'app.kubernetes.io/instance'];

interface Selection extends Located {
  readonly selector: V1LabelSelector;
  /** Namespaces whose pods it may select. */
  readonly namespaces: readonly string[];
}

export const oneWorkloadPerSelector = definePolicy(
  'one-workload-per-selector',
  'A selector that also matches the pods of a Job or a neighbour sends them traffic, counts them in a disruption budget or opens the network to them.',
  (model) => {
    const workloads = workloadsOf(model);
    const selections = objectsOf(model, 'Service', 'PodDisruptionBudget', 'NetworkPolicy', 'PodMonitor').flatMap(selectionOf);
    return [
      ...selections.flatMap((selection) => selectionFindings(selection, workloads)),
      ...workloads.flatMap((workload) => ownFindings(workload, workloads)),
    ];
  },
);

function selectionOf(object: Located): Selection[] {
  const { spec, kind } = object.manifest;
  const selector: V1LabelSelector | undefined =
    kind === 'Service' ? spec.selector && { matchLabels: spec.selector } : kind === 'NetworkPolicy' ? spec.podSelector : spec.selector;
  // Somebody else maintains the endpoints of a Service without selector; a NetworkPolicy without one is the namespace's default deny.
  if ((kind === 'Service' || kind === 'NetworkPolicy') && isEmpty(selector)) return [];
  return [{ ...object, selector: selector ?? {}, namespaces: spec.namespaceSelector?.matchNames ?? [object.namespace] }];
}

const isEmpty = (selector: V1LabelSelector = {}) =>
  Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;

function selectionFindings({ manifest, where, selector, namespaces }: Selection, workloads: readonly Workload[]): Finding[] {
  const labels: Labels = selector.matchLabels ?? {};
  // A Service may select some of a workload's pods. A NetworkPolicy or a budget may not: the other pods would have none.
  const allowed = manifest.kind === 'Service' ? runTimeLabels : [];
  const others = Object.keys(labels).filter((key) => !identity.includes(key) && !allowed.includes(key));
  return [
    ...shapeFindings(where, selector),
    ...demand(others.length === 0, {
      where,
      message: `its selector has the label ${others.join(', ')}`,
      fix: `select by ${identity.join(' and ')}; a Service may also use ${runTimeLabels.join(' and ')}, which pods get at run time`,
    }),
    ...countFindings(where, labels, (identityLabels) => namespaces.flatMap((namespace) => selectedBy(workloads, namespace, identityLabels))),
  ];
}

function ownFindings(workload: Workload, workloads: readonly Workload[]): Finding[] {
  const { kind, spec } = workload.manifest;
  if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind)) return []; // controllers set the selectors of the other kinds
  const labels: Labels = spec.selector?.matchLabels ?? {};
  const others = Object.keys(labels).filter((key) => !identity.includes(key));
  return [
    ...shapeFindings(workload.where, spec.selector ?? {}),
    ...demand(others.length === 0, {
      where: workload.where,
      message: `its selector has the label ${others.join(', ')}`,
      fix: `select only by ${identity.join(' and ')}: the selector cannot be changed later`,
    }),
    ...countFindings(workload.where, labels, (identityLabels) => selectedBy(workloads, workload.namespace, identityLabels)),
    ...demand(selectedBy([workload], workload.namespace, labels).length === 1, {
      where: workload.where,
      message: `its selector ${show(labels)} does not select its own pods, which are labelled ${show(workload.labels)}`,
      fix: 'use the same Workload for the selector and for the pod template',
    }),
  ];
}

function shapeFindings(where: string, selector: V1LabelSelector): Finding[] {
  const missing = identity.filter((key) => selector.matchLabels?.[key] === undefined);
  const fix = `select by matchLabels ${identity.join(' and ')}`;
  return [
    ...demand(missing.length === 0, { where, message: `its selector ${show(selector.matchLabels ?? {})} lacks ${missing.join(' and ')}`, fix }),
    ...demand((selector.matchExpressions ?? []).length === 0, {
      where,
      message: `its selector has matchExpressions ${show(selector.matchExpressions)}`,
      fix,
    }),
  ];
}

/** Counts by name and instance only; a selector that lacks one of them is refused above. */
function countFindings(where: string, labels: Labels, select: (identityLabels: Labels) => readonly Workload[]): Finding[] {
  if (identity.some((key) => labels[key] === undefined)) return [];
  const selected = select(Object.fromEntries(identity.map((key) => [key, labels[key] ?? ''])));
  return demand(selected.length === 1, {
    where,
    message: `its selector ${show(labels)} selects the pods of ${selected.length === 0 ? 'no workload' : selected.map(({ manifest }) => nameOf(manifest)).join(' and ')}`,
    fix: 'it must select the pods of exactly one workload, Jobs and CronJobs included: give each its own app.kubernetes.io/instance',
  });
}
