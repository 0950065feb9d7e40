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
    }, 'In and NotIn need one value or more, Gt and Lt one whole number, Exists and DoesNotExist none'),
    ['values'],
  ),
);

const matching = list('Conditions on labels; all of them hold.', condition, 1);
const weight = integer('How much it counts, against other preferences.', 1, 100);

const nodeSelectorTerm = object({ matchExpressions: matching });

const podTerm = object({
  topologyKey: labelKey('Label of nodes whose equal values make one place, such as kubernetes.io/hostname.'),
  labelSelector: object({ matchLabels: selectingLabels('Labels of the pods.') }),
  namespaces: optional(list('Namespaces of the pods; that of this pod where it is left out.', namespace('Namespace.'), 1)),
});

const podAffinity = object({
  requiredDuringSchedulingIgnoredDuringExecution: optional(list('What must hold.', podTerm, 1)),
  preferredDuringSchedulingIgnoredDuringExecution: optional(list('What should hold.', object({ weight, podAffinityTerm: podTerm }), 1)),
});

/** Node and pod affinity, as the API has it; label selectors by matchLabels alone. */
export const affinity = v.pipe(
  object({
    nodeAffinity: optional(
      object({
        requiredDuringSchedulingIgnoredDuringExecution: optional(object({ nodeSelectorTerms: list('One of them must hold.', nodeSelectorTerm, 1) })),
        preferredDuringSchedulingIgnoredDuringExecution: optional(list('What should hold.', object({ weight, preference: nodeSelectorTerm }), 1)),
      }),
    ),
    podAffinity: optional(podAffinity),
    podAntiAffinity: optional(podAffinity),
  }),
  v.description('Which nodes and which neighbours the pods want, as the Kubernetes API has it.'),
);
