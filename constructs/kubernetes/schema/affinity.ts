import * as v from 'valibot';
import { condition, whereIs } from './condition';
import { labelKey, labelValue, namespace, selectingLabels, subdomain } from './fields';
import { described, integer, list, object, oneOf, optional, type Schema } from './schema';

const values = optional(list('Values.', labelValue('Value.'), 1));

const wholeNumber = /^-?[0-9]+$/;

/** What the operators need, in JSON Schema. */
const needsOf = {
  allOf: [
    whereIs('operator', ['In', 'NotIn'], { required: ['values'] }),
    whereIs('operator', ['Exists', 'DoesNotExist'], { properties: { values: { maxItems: 0 } } }),
  ],
};

const nodeCondition = v.pipe(
  object({
    key: labelKey('Key of the label.'),
    operator: oneOf('How the value is compared.', ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
    values,
  }),
  v.forward(
    condition(
      ({ operator, values = [] }) => {
        if (operator === 'Exists' || operator === 'DoesNotExist') return values.length === 0;
        if (operator === 'Gt' || operator === 'Lt') return values.length === 1 && wholeNumber.test(values[0] ?? '');
        return values.length > 0;
      },
      'In and NotIn need at least one value, Gt and Lt exactly one whole number, Exists and DoesNotExist no values',
      {
        allOf: [
          ...needsOf.allOf,
          whereIs('operator', ['Gt', 'Lt'], {
            properties: { values: { maxItems: 1, items: { pattern: wholeNumber.source } } },
            required: ['values'],
          }),
        ],
      },
    ),
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
    condition(
      ({ operator, values = [] }) => values.length > 0 === (operator === 'In' || operator === 'NotIn'),
      'In and NotIn need at least one value, Exists and DoesNotExist no values',
      needsOf,
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
  condition(({ matchExpressions, matchFields }) => Boolean(matchExpressions ?? matchFields), 'it must have matchExpressions or matchFields', {
    minProperties: 1,
  }),
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
    condition(({ matchLabels, matchExpressions }) => Boolean(matchLabels ?? matchExpressions), 'it must have matchLabels or matchExpressions', {
      minProperties: 1,
    }),
  ),
  namespaces: optional(list('Namespaces of the pods. @default the namespace of this pod', namespace('Namespace.'), 1)),
  namespaceSelector: optional(described('Namespaces of the pods by their labels, in addition; {} selects all.', selector('namespaces'))),
});

/** Kubernetes accepts an affinity without terms, which means nothing. */
const withTerms = <S extends Schema>(schema: S) => {
  const remedy = 'it must have requiredDuringSchedulingIgnoredDuringExecution or preferredDuringSchedulingIgnoredDuringExecution';
  return v.pipe(
    schema,
    condition((terms: v.InferOutput<S>) => Object.values(terms as object).some((each) => each !== undefined), remedy, { minProperties: 1 }),
  );
};

const podAffinity = withTerms(
  object({
    requiredDuringSchedulingIgnoredDuringExecution: optional(list('Terms that must all hold.', podTerm, 1)),
    preferredDuringSchedulingIgnoredDuringExecution: optional(list('Preferred terms.', object({ weight, podAffinityTerm: podTerm }), 1)),
  }),
);

/** Node and pod affinity, as in the Kubernetes API, without matchLabelKeys and mismatchLabelKeys, which are newer than version 1.27. */
export const affinity = v.pipe(
  object({
    nodeAffinity: optional(
      withTerms(
        object({
          requiredDuringSchedulingIgnoredDuringExecution: optional(
            object({ nodeSelectorTerms: list('Terms of which at least one must hold.', nodeSelectorTerm, 1) }),
          ),
          preferredDuringSchedulingIgnoredDuringExecution: optional(list('Preferred terms.', object({ weight, preference: nodeSelectorTerm }), 1)),
        }),
      ),
    ),
    podAffinity: optional(podAffinity),
    podAntiAffinity: optional(podAffinity),
  }),
  v.description('Node affinity, pod affinity and pod anti-affinity, as in the Kubernetes API.'),
);
