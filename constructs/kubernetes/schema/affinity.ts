import * as v from 'valibot';
import { labelKey, labelValue, namespace, selectingLabels } from './fields';
import { integer, list, object, oneOf, optional } from './schema';

const condition = v.pipe(
  object({
    key: labelKey('Key of the label.'),
    operator: oneOf('How the value is compared.', ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
    values: optional(list('Values.', labelValue('Value.'), 1)),
  }),
  v.forward(
    v.check(({ operator, values = [] }) => {
      if (operator === 'Exists' || operator === 'DoesNotExist') return values.length === 0;
      if (operator === 'Gt' || operator === 'Lt') return values.length === 1 && /^-?[0-9]+$/.test(values[0] ?? '');
      return values.length > 0;
    }, 'In and NotIn need at least one value, Gt and Lt exactly one whole number, Exists and DoesNotExist no values'),
    ['values'],
  ),
);

const matching = list('Conditions on labels; all of them must hold.', condition, 1);
const weight = integer('Weight relative to other preferences.', 1, 100);

const nodeSelectorTerm = object({ matchExpressions: matching });

const podTerm = object({
  topologyKey: labelKey(
    'Node label that defines the topology domain, such as kubernetes.io/hostname: nodes with the same value are in the same domain.',
  ),
  labelSelector: object({ matchLabels: selectingLabels('Labels of the pods.') }),
  namespaces: optional(list('Namespaces of the pods. @default the namespace of this pod', namespace('Namespace.'), 1)),
});

const podAffinity = object({
  requiredDuringSchedulingIgnoredDuringExecution: optional(list('Terms that must all hold.', podTerm, 1)),
  preferredDuringSchedulingIgnoredDuringExecution: optional(list('Preferred terms.', object({ weight, podAffinityTerm: podTerm }), 1)),
});

/** Node and pod affinity, as in the Kubernetes API; label selectors with matchLabels only. */
export const affinity = v.pipe(
  object({
    nodeAffinity: optional(
      object({
        requiredDuringSchedulingIgnoredDuringExecution: optional(
          object({ nodeSelectorTerms: list('Terms of which at least one must hold.', nodeSelectorTerm, 1) }),
        ),
        preferredDuringSchedulingIgnoredDuringExecution: optional(list('Preferred terms.', object({ weight, preference: nodeSelectorTerm }), 1)),
      }),
    ),
    podAffinity: optional(podAffinity),
    podAntiAffinity: optional(podAffinity),
  }),
  v.description('Node affinity, pod affinity and pod anti-affinity, as in the Kubernetes API.'),
);
