// Checks a manifest against the API server's published schemas, without an API server and strictly: an unknown field is a fault. The schemas
// define types, required fields and enumerations; the server checks more when it admits an object (`make admission`).
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { Manifest } from '../model';
import schemas from './judge-schemas.json';

const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
const kinds: Readonly<Record<string, object>> = schemas.kinds;
const validators = new Map<string, ValidateFunction>();

/** The validator of a kind, compiled on first use. Shared definitions are compiled once. */
function validatorOf(kind: string): ValidateFunction | undefined {
  const known = validators.get(kind);
  if (known || !Object.hasOwn(kinds, kind)) return known;
  if (validators.size === 0) ajv.addSchema({ ...schemas, $id: 'api' });
  const validator = ajv.compile({ $ref: `api#/kinds/${kind.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll(' ', '%20')}` });
  validators.set(kind, validator);
  return validator;
}

/** The faults of a manifest by the schema of its kind, such as `spec.replicas must be integer`. */
export function judge(manifest: Manifest): string[] {
  const kind = `${manifest.apiVersion} ${manifest.kind}`;
  const validate = validatorOf(kind);
  if (!validate) return [`test/judge-schemas.json has no schema of ${kind}; tools/record-schemas.ts records them`];
  return validate(manifest) ? [] : (validate.errors ?? []).map(messageOf);
}

function messageOf({ instancePath, message, params }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.') || 'the object';
  return `${path} ${message}${params.additionalProperty === undefined ? '' : `: ${params.additionalProperty}`}`;
}
