import * as v from 'valibot';
import { labelKey, labelValue, namespace, selectingLabels, subdomain } from './fields';
import { described, integer, list, object, oneOf, optional } from './schema';

const values = optional(list('Values.', labelValue('Value.'), 1));

const nodeCondition = v.pipe(
  object({
    key: labelKey('Key of the label.'),
    operator: oneOf('How the value is compared.', ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
    values,
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

const labelCondition = v.pipe(
  object({
    key: labelKey('Key of the label.'),
    operator: oneOf('How the value is compared.', ['In', 'NotIn', 'Exists', 'DoesNotExist']),
    values,
  }),
  v.forward(
    v.check(
      ({ operator, values = [] }) => values.length > 0 === (operator === 'In' || operator === 'NotIn'),
      'In and NotIn need at least one value, Exists and DoesNotExist no values',
    ),
    ['values'],
  ),
);

const fieldCondition = object({
  key: oneOf('Field of the node.', ['metadata.name']),
  operator: oneOf('How the value is compared.', ['In', 'NotIn']),
  values: v.pipe(list('Name of one node.', subdomain('Name.', "a node's name"), 1), v.maxLength(1, 'it must have exactly one item')),
});

const weight = integer('Weight relative to other preferences.', 1, 100);

const nodeSelectorTerm = v.pipe(
  object({
    matchExpressions: optional(list('Conditions on labels; all of them must hold.', nodeCondition, 1)),
    matchFields: optional(list('Conditions on fields; all of them must hold.', fieldCondition, 1)),
  }),
  // Kubernetes accepts an empty term, which matches no node.
  v.check(({ matchExpressions, matchFields }) => Boolean(matchExpressions ?? matchFields), 'it must have matchExpressions or matchFields'),
);

const selector = (what: string) =>
  object({
    matchLabels: optional(selectingLabels(`Labels of the ${what}.`)),
    matchExpressions: optional(list(`Conditions on labels of the ${what}; all of them must hold.`, labelCondition, 1)),
  });

const podTerm = object({
  topologyKey: labelKey(
    'Node label that defines the topology domain, such as kubernetes.io/hostname: nodes with the same value are in the same domain.',
  ),
  labelSelector: v.pipe(
    selector('pods'),
    v.check(({ matchLabels, matchExpressions }) => Boolean(matchLabels ?? matchExpressions), 'it must have matchLabels or matchExpressions'),
  ),
  namespaces: optional(list('Namespaces of the pods. @default the namespace of this pod', namespace('Namespace.'), 1)),
  namespaceSelector: optional(described('Namespaces of the pods by their labels, in addition; {} selects all.', selector('namespaces'))),
});

const podAffinity = object({
  requiredDuringSchedulingIgnoredDuringExecution: optional(list('Terms that must all hold.', podTerm, 1)),
  preferredDuringSchedulingIgnoredDuringExecution: optional(list('Preferred terms.', object({ weight, podAffinityTerm: podTerm }), 1)),
});

/** Node and pod affinity, as in the Kubernetes API, without matchLabelKeys and mismatchLabelKeys, which are newer than version 1.27. */
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
