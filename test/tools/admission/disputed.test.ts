import { disputedFields } from '../../../tools/admission/disputed';

const sent = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' } };

/** The disputed fields of a spec that the server returns as `applied`, with this owner of its fields. */
const disputed = (spec: object, applied: object, fieldsV1: object, owner = 'us') =>
  disputedFields({ ...sent, spec }, { ...sent, metadata: { managedFields: [{ manager: owner, fieldsV1 }] }, spec: applied }, 'us');

describe('the fields that Argo CD would dispute', () => {
  it('are those that the server adds in a list which belongs to its owner as a whole', () => {
    const found = disputed({ claims: [{ name: 'data' }] }, { claims: [{ name: 'data', kind: 'Claim' }] }, { 'f:spec': { 'f:claims': {} } });
    expect(found).toEqual(['spec.claims[0].kind ("Claim")']);
  });

  it('are those that the server adds in an object which belongs to its owner as a whole, in an item of a list with keys', () => {
    const variable = (reference: object) => ({ variables: [{ name: 'A' }, { name: 'B', reference }] });
    const fields = { 'f:spec': { 'f:variables': { 'k:{"name":"B"}': { '.': {}, 'f:name': {}, 'f:reference': {} } } } };
    expect(disputed(variable({ resource: 'memory' }), variable({ resource: 'memory', divisor: '0' }), fields)).toEqual([
      'spec.variables[B].reference.divisor ("0")',
    ]);
  });

  it('are none in objects and lists whose fields have owners of their own', () => {
    const ports = (port: object) => ({ ports: [{ name: 'web', ...port }] });
    const fields = { 'f:spec': { 'f:ports': { 'k:{"name":"web"}': { '.': {}, 'f:name': {} } } } };
    expect(disputed(ports({}), { ...ports({ protocol: 'TCP' }), replicas: 1 }, fields)).toEqual([]);
  });

  it('are none where another manager owns the value', () => {
    expect(disputed({ claims: [{}] }, { claims: [{ kind: 'Claim' }] }, { 'f:spec': { 'f:claims': {} } }, 'them')).toEqual([]);
  });

  it('are not defaults that Argo CD adds itself', () => {
    const variables = (reference: object) => ({ variables: [{ name: 'A', fieldRef: reference }] });
    const fields = { 'f:spec': { 'f:variables': { 'k:{"name":"A"}': { '.': {}, 'f:name': {}, 'f:fieldRef': {} } } } };
    expect(disputed(variables({}), variables({ apiVersion: 'v1' }), fields)).toEqual([]);
  });

  it('are not the status of a claim template, and not empty times', () => {
    const applied = { claims: [{ metadata: { name: 'data', creationTimestamp: null }, status: { phase: 'Pending' } }] };
    expect(disputed({ claims: [{ metadata: { name: 'data' } }] }, applied, { 'f:spec': { 'f:claims': {} } })).toEqual([]);
  });
});
