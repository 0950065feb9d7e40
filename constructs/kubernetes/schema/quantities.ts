// CPU, memory and sizes of volumes, with bounds that catch slips of the keyboard.
import { bytesOf } from '../../../model';
import { atLeast, atMost, bytesIn, constant, millicoresIn, remedy, rule, withRules } from './rules';
import { described, object, optional, text } from './schema';

/** CPU: a number of cores, or millicores with the unit m. */
export const cpu = (description: string) =>
  text(
    description,
    /^([0-9]*[1-9][0-9]*(\.[0-9]+)?|[0-9]+\.[0-9]*[1-9][0-9]*|[0-9]*[1-9][0-9]*m)$/,
    "it must be a quantity of CPU above zero, such as '250m' or '2'",
    16,
  );

/** Bytes with their unit. A number without a unit, or with m, is almost always a mistake. */
export const bytes = (description: string) =>
  text(
    description,
    /^([0-9]*[1-9][0-9]*(\.[0-9]+)?|[0-9]+\.[0-9]*[1-9][0-9]*)(k|Ki|M|Mi|G|Gi|T|Ti)$/,
    "it must be a quantity of bytes above zero with its unit, such as '512Mi' or '2Gi'",
    16,
  );

/** Bytes within bounds; the upper bound is beyond what machines have, and catches slips of the keyboard. */
const bounded = (description: string, least: string, why: string, most: string) =>
  withRules(bytes(description), (size) => [
    rule(size, atLeast(bytesIn(size), constant(bytesOf(least))), `it must be at least '${least}'; ${why}`),
    rule(size, atMost(bytesIn(size), constant(bytesOf(most))), `it must be at most '${most}'`),
  ]);

/** Memory of a container. */
export const memory = (description: string) => bounded(description, '4Mi', 'with less, no container starts', '64Ti');

/** Size of a volume. */
export const volume = (description: string) => bounded(description, '16Mi', 'a file system needs part of a smaller volume', '1024Ti');

/** Requests and limits of a container. */
export const resources = (description: string) =>
  described(
    description,
    withRules(
      object({
        cpu: cpu('CPU request.'),
        memory: memory('Memory request and memory limit. They are equal, so that growth of this container takes no memory from other pods.'),
        cpuLimit: optional(cpu('CPU limit, at least the request. @default none: the container is not throttled')),
        ephemeralStorage: optional(
          bounded(
            'Request and limit of ephemeral storage: data written outside of volumes, and logs.',
            '16Mi',
            'logs alone exceed less, and the kubelet then ends the pod',
            '64Ti',
          ),
        ),
      }),
      ({ cpu: request, cpuLimit }) => [
        rule(
          cpuLimit,
          atLeast(millicoresIn(cpuLimit), millicoresIn(request)),
          remedy`it must be at least the CPU request, '${request}'; the API server refuses other pods`,
        ),
      ],
    ),
  );
