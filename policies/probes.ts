import { isDeepStrictEqual } from 'node:util';
import type { V1Probe } from '@kubernetes/client-node';
import { type LocatedContainer, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';
import { leadsTo, servicePortsTo } from './ports';

// Which container needs which probe:
// - Jobs end by themselves, and a container without ports serves nobody: neither needs one.
// - Whatever listens can hang: it needs a liveness probe.
// - Readiness takes the whole pod out of its Services. So it is asked of the containers that a Service leads to, and not of an exporter
//   beside them, whose fault would cut off a healthy store. Where no Service leads to the pod, it only tells a rollout when to go on,
//   and every container that listens needs it.
// - Liveness that gives up as early as readiness on the same question restarts a pod that only had to be left alone for a while.
export const probes = definePolicy(
  'probes',
  'Without readiness clients are sent to pods that cannot answer, and without liveness a program that hangs stays so.',
  (model) =>
    workloadsOf(model)
      .filter(({ manifest }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(manifest.kind))
      .flatMap((workload) => {
        const servicePorts = servicePortsTo(model, workload);
        const listening = workload.containers.filter(({ container, staysUp }) => staysUp && (container.ports ?? []).length > 0);
        const routed = listening.filter(({ container }) => servicePorts.some((port) => leadsTo(port, container)));
        return [
          ...listening.flatMap((located) => [...needs(located, 'livenessProbe'), ...patience(located)]),
          ...(routed.length > 0 ? routed : listening).flatMap((located) => needs(located, 'readinessProbe')),
        ];
      }),
);

const needs = ({ container, where }: LocatedContainer, probe: 'livenessProbe' | 'readinessProbe'): Finding[] =>
  demand(container[probe] !== undefined, {
    where,
    message: `it declares port ${container.ports?.[0]?.containerPort} and has no ${probe}`,
    fix:
      probe === 'livenessProbe'
        ? 'give it one that asks whether this program hangs, and nothing of what it depends on'
        : 'give it one that asks whether it can serve clients',
  });

function patience({ container: { livenessProbe: liveness, readinessProbe: readiness }, where }: LocatedContainer): Finding[] {
  if (!liveness || !readiness) return [];
  const same = isDeepStrictEqual(questionOf(liveness), questionOf(readiness));
  return demand(!same || secondsOf(liveness) > secondsOf(readiness), {
    where,
    message: `livenessProbe asks the same as readinessProbe and gives up after ${secondsOf(liveness)} s, readinessProbe after ${secondsOf(readiness)} s`,
    fix: 'ask liveness another question, or raise its failureThreshold until it waits longer than readiness',
  });
}

const questionOf = ({ exec, grpc, httpGet, tcpSocket }: V1Probe) => ({ exec, grpc, httpGet, tcpSocket });

/** Seconds of failure until a probe gives up, with the defaults of the API. */
const secondsOf = ({ periodSeconds = 10, failureThreshold = 3 }: V1Probe): number => periodSeconds * failureThreshold;
