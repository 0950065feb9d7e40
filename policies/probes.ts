import { isDeepStrictEqual } from 'node:util';
import type { V1Probe } from '@kubernetes/client-node';
import { type LocatedContainer, workloadsOf } from './manifests';
import { definePolicy, demand, type Finding } from './policy';
import { leadsTo, servicePortsTo } from './ports';

// Which container needs which probe:
// - Jobs and containers without ports need no probe: Jobs end, and nothing connects to a container without ports.
// - Every container that listens needs a liveness probe, because it can hang.
// - A failed readiness probe removes the whole pod from its Services. So only containers that a Service leads to need one, and not an
//   exporter beside them, whose fault would cut off a healthy store. If no Service leads to the pod, readiness only tells a rollout when
//   to continue, and every container that listens needs it.
// - If liveness fails as early as readiness on the same check, it restarts a pod that would have recovered by itself.
export const probes = definePolicy(
  'probes',
  'Without a readiness probe, clients reach pods that cannot answer; without a liveness probe, nothing restarts a program that hangs.',
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
        ? 'add one that checks whether this program hangs, and none of its dependencies'
        : 'add one that checks whether it can serve clients',
  });

function patience({ container: { livenessProbe: liveness, readinessProbe: readiness }, where }: LocatedContainer): Finding[] {
  if (!liveness || !readiness) return [];
  const same = isDeepStrictEqual(checkOf(liveness), checkOf(readiness));
  return demand(!same || secondsOf(liveness) > secondsOf(readiness), {
    where,
    message: `livenessProbe makes the same check as readinessProbe and fails after ${secondsOf(liveness)} s, readinessProbe after ${secondsOf(readiness)} s`,
    fix: 'use another check for liveness, or raise its failureThreshold so that it waits longer than readiness',
  });
}

const checkOf = ({ exec, grpc, httpGet, tcpSocket }: V1Probe) => ({ exec, grpc, httpGet, tcpSocket });

/** Seconds of failure until a probe fails, with the defaults of the API. */
const secondsOf = ({ periodSeconds = 10, failureThreshold = 3 }: V1Probe): number => periodSeconds * failureThreshold;
