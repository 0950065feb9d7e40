import { nameLength } from '../../policies/name-length';
import { changed, lines, model } from './fixture';

const named = (object: string, name: string) =>
  changed(object, ({ metadata }) => {
    metadata.name = name;
  });

describe('name-length', () => {
  it('passes the names of the fixture', () => {
    expect(lines(nameLength, model())).toEqual([]);
  });

  it.each([
    ['StatefulSet/db', 52],
    ['CronJob/backup', 52],
    ['Deployment/shop', 63],
    ['ConfigMap/shop', 63],
    ['Role/shop', 63],
  ])('%s may have %i characters', (object, maximum) => {
    expect(lines(nameLength, named(object, 'a'.repeat(maximum)))).toEqual([]);
  });

  it.each([
    ['StatefulSet/db', 52],
    ['CronJob/backup', 52],
    ['Deployment/shop', 63],
    ['ConfigMap/shop', 63],
    ['Role/shop', 63],
  ])('fails when %s has more than %i characters', (object, maximum) => {
    const [violation] = lines(nameLength, named(object, 'a'.repeat(maximum + 1)));
    expect(violation).toContain(`${object.split('/')[0]}/aaaa`);
    expect(violation).toContain(`has ${maximum + 1} characters | it must have at most ${maximum}; shorten the ids`);
  });

  it.each([
    ['Deployment/shop', 'shop.eu', "lower-case letters, digits and '-'"],
    ['Service/shop', '1shop', 'a letter first'],
    ['Namespace/shopfds', 'shopfds-', 'a letter or digit at both ends'],
    ['ConfigMap/shop', 'shop_files', "lower-case letters, digits, '-' and '.'"],
    ['ConfigMap/shop', '', 'a letter or digit at both ends'],
  ])('fails when %s is named "%s"', (object, name, right) => {
    const violations = lines(nameLength, named(object, name));
    expect(violations).toEqual([expect.stringContaining(`${object.split('/')[0]}/${name} | the name '${name}' is invalid | it must be lower-case`)]);
    expect(violations[0]).toContain(right);
  });

  it('passes dots in names that are not part of host names, and colons in names of Roles', () => {
    expect(lines(nameLength, named('ConfigMap/shop', 'shop.conf'))).toEqual([]);
    expect(lines(nameLength, named('Role/shop', 'shop:reader'))).toEqual([]);
  });

  it('fails when a container port has a name of more than 15 characters', () => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.template.spec.containers[0].ports[0].name = 'http-for-clients';
    });
    expect(lines(nameLength, subject)).toEqual([
      expect.stringContaining("Deployment/shop container shop | the port name 'http-for-clients' has 16 characters | it must have at most 15"),
    ]);
  });

  it('fails when the name of a container is invalid', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.template.spec.initContainers[0].name = 'Prepare';
    });
    expect(lines(nameLength, subject)).toEqual([expect.stringContaining("container Prepare | the container name 'Prepare' is invalid")]);
  });

  it('fails when the value of a label is too long or invalid', () => {
    const subject = changed('ConfigMap/shop', ({ metadata }) => {
      metadata.labels = { owner: 'a team', part: 'a'.repeat(64) };
    });
    expect(lines(nameLength, subject)).toEqual([
      expect.stringContaining("ConfigMap/shop | label owner 'a team' is invalid"),
      expect.stringContaining(`label part '${'a'.repeat(64)}' has 64 characters`),
    ]);
  });
});
