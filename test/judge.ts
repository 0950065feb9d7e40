// What the API server's published schemas say of a manifest, without an API server: strict, so that a field that they do not have is a fault.
// They hold types, required fields and enumerations; the server checks more when it admits an object (`make admission`).
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { Manifest } from '../model';
import schemas from './judge-schemas.json';

const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
const kinds: Readonly<Record<string, object>> = schemas.kinds;
const validators = new Map<string, ValidateFunction>();

/** The validator of a kind, compiled when it is first needed. Definitions that kinds share are compiled once. */
function validatorOf(kind: string): ValidateFunction | undefined {
  const known = validators.get(kind);
  if (known || !Object.hasOwn(kinds, kind)) return known;
  if (validators.size === 0) ajv.addSchema({ ...schemas, $id: 'api' });
  const validator = ajv.compile({ $ref: `api#/kinds/${kind.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll(' ', '%20')}` });
  validators.set(kind, validator);
  return validator;
}

/** Everything in a manifest that the schema of its kind does not allow, such as `spec.replicas must be integer`. */
export function judge(manifest: Manifest): string[] {
  const kind = `${manifest.apiVersion} ${manifest.kind}`;
  const validate = validatorOf(kind);
  if (!validate) return [`there is no schema of ${kind}; tools/record-schemas.ts records them`];
  return validate(manifest) ? [] : (validate.errors ?? []).map(messageOf);
}

function messageOf({ instancePath, message, params }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.') || 'the object';
  return `${path} ${message}${params.additionalProperty === undefined ? '' : `: ${params.additionalProperty}`}`;
}
