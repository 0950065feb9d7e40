// Records the schemas that test/judge.ts uses, as the API server publishes them: kinds of Kubernetes from its api/openapi-spec/swagger.json,
// custom resources from their definitions. node -r tsx/cjs tools/record-schemas.ts swagger.json externalsecrets.yaml ...
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The kinds that platforms render today, and other kinds of the same APIs. */
const kinds = {
  v1: ['ConfigMap', 'LimitRange', 'Namespace', 'PersistentVolumeClaim', 'Pod', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  'apps/v1': ['DaemonSet', 'Deployment', 'StatefulSet'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['StorageClass'],
} as const;

interface Schema {
  readonly [keyword: string]: unknown;
}

interface Swagger {
  readonly definitions: Readonly<Record<string, Schema>>;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
const metadata = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
/** The pattern of a quantity, which the schemas lack; it is from apimachinery. */
const quantity = { type: ['string', 'number'], pattern: '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' };
const int32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };

/** As strict JSON Schema: an object may only have the fields of its schema. */
function strict(schema: Schema): Schema {
  if (schema.format === 'int-or-string' || schema['x-kubernetes-int-or-string']) return { type: ['integer', 'string'] };
  const kept = Object.entries(schema).filter(
    ([keyword, value]) => keyword !== 'description' && keyword !== 'format' && !keyword.startsWith('x-') && !isOfGo(keyword, value),
  );
  const { properties, ...rest } = Object.fromEntries(kept);
  const open = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties;
  return {
    ...(schema.format === 'int32' ? int32 : {}),
    ...Object.fromEntries(Object.entries(rest).map(([keyword, value]) => [keyword, inner(value)])),
    ...(isObject(properties) ? { properties: mapValues(properties, inner) } : {}),
    ...(properties && !open ? { additionalProperties: false } : {}),
  };
}

/** Go's patterns may contain flags, which JavaScript does not support. */
const isOfGo = (keyword: string, value: unknown): boolean => keyword === 'pattern' && String(value).includes('(?i)');

const inner = (value: unknown): unknown => (Array.isArray(value) ? value.map(inner) : isObject(value) ? strict(value) : value);
const mapValues = (record: Schema, change: (value: unknown) => unknown): Schema =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** Collects the definitions that a schema refers to, directly or indirectly. */
function reach(schema: unknown, swagger: Swagger, found: Map<string, Schema>): void {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    const definition = swagger.definitions[name] ?? {};
    found.set(name, name.endsWith('.api.resource.Quantity') ? quantity : strict(definition));
    reach(definition, swagger, found);
  }
}

function builtIn(swagger: Swagger, apiVersion: string, kind: string): Schema {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const isKind = (value: unknown): boolean => isObject(value) && value.group === group && value.version === version && value.kind === kind;
  const [name] =
    Object.entries(swagger.definitions).find(([, schema]) => {
      const known = schema['x-kubernetes-group-version-kind'];
      return Array.isArray(known) && known.some(isKind);
    }) ?? [];
  if (!name) throw new Error(`the OpenAPI document has no ${kind} of ${apiVersion}`);
  return { $ref: `#/definitions/${name}` };
}

const custom = (text: string): [string, Schema][] => {
  const { spec } = parse(text) as Definition;
  return spec.versions
    .filter(({ served }) => served)
    .map(({ name, schema }) => {
      const { properties = {}, ...rest } = schema.openAPIV3Schema;
      const whole = { ...rest, properties: { ...(properties as Schema), metadata: { $ref: `#/definitions/${metadata}` } } };
      return [`${spec.group}/${name} ${spec.names.kind}`, strict(whole)];
    });
};

function main([swaggerFile = '', ...definitionFiles]: readonly string[]): void {
  const swagger: Swagger = JSON.parse(readFileSync(swaggerFile, 'utf8'));
  const roots = new Map<string, Schema>(
    Object.entries(kinds).flatMap(([api, list]) => list.map((kind) => [`${api} ${kind}`, builtIn(swagger, api, kind)])),
  );
  for (const [name, schema] of definitionFiles.flatMap((file) => custom(readFileSync(file, 'utf8')))) roots.set(name, schema);
  const definitions = new Map<string, Schema>();
  reach([...roots.values()], swagger, definitions);
  const section = (entries: ReadonlyMap<string, Schema>) =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`);
  const file = join(__dirname, '../test/judge-schemas.json');
  writeFileSync(file, `{"kinds": {\n${section(roots).join(',\n')}\n},\n"definitions": {\n${section(definitions).join(',\n')}\n}}\n`);
  console.log(`${roots.size} kinds, ${definitions.size} definitions`);
}

main(process.argv.slice(2));
