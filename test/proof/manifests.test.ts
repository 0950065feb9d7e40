import { componentHash } from '../../proof/manifests';

const manifest = (name: string, instance: string, value = '1') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/instance: ${instance}\ndata:\n  value: "${value}"\n`;

const file = (...documents: string[]) => ({ name: '10-data.yaml', text: documents.join('---\n') });

const hashOf = (...files: ReturnType<typeof file>[]) => componentHash(files)('shopfds-db');

const database = manifest('shopfds-db', 'shopfds-db');
const proxy = manifest('shopfds-db-ro', 'shopfds-db-ro');

describe('the hash of the component', () => {
  const hash = hashOf(file(database, proxy));

  test('is 12 hexadecimal digits', () => expect(hash).toMatch(/^[0-9a-f]{12}$/));

  test('does not depend on the order of the documents', () => expect(hashOf(file(proxy, database))).toBe(hash));

  test('does not depend on the files of the documents', () => expect(hashOf(file(proxy), file(database))).toBe(hash));

  test('does not change with another component', () => expect(hashOf(file(database, manifest('cache', 'shopfds-cache'), proxy))).toBe(hash));

  test('does not change with a component whose name only begins the same', () =>
    expect(hashOf(file(database, manifest('other', 'shopfds-dbx'), proxy))).toBe(hash));

  test('does not change with a comment at the head of the file', () => {
    const { name, text } = file(database, proxy);
    expect(hashOf({ name, text: `# Where it comes from\n${text}` })).toBe(hash);
  });

  test('changes with the component', () => expect(hashOf(file(manifest('shopfds-db', 'shopfds-db', '2'), proxy))).not.toBe(hash));

  test('does not change with its alerts', () => {
    const rule = manifest('shopfds-db', 'shopfds-db').replace('ConfigMap', 'PrometheusRule');
    expect(hashOf(file(database, proxy), file(rule))).toBe(hash);
  });

  test('changes with a part of the component', () => expect(hashOf(file(database, manifest('shopfds-db-ro', 'shopfds-db-ro', '2')))).not.toBe(hash));

  test('does not treat a line in a text block as the end of a document', () => {
    const block = `${database}  text: |\n    a\n    ---\n    b\n`;
    expect(() => hashOf(file(block))).not.toThrow();
  });

  test('is undefined if the component has no manifest', () => expect(hashOf(file(manifest('cache', 'shopfds-cache')))).toBeUndefined());
});
