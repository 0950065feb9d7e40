import { readBoolean, readEnum, readNumber } from '../../../../constructs/postgres/parameters/values';

const blocks = { kind: 'integer', unit: '8kB' } as const;
const milliseconds = { kind: 'real', unit: 'ms' } as const;
const count = { kind: 'integer', unit: '' } as const;

describe('a value of PostgreSQL', () => {
  it.each(['on', 'TRUE', 'Yes', '1', 1, true])('reads %j as true', (value) => {
    expect(readBoolean(value)).toBe(true);
  });

  it.each(['off', 'FALSE', 'No', '0', 0, false])('reads %j as false', (value) => {
    expect(readBoolean(value)).toBe(false);
  });

  it.each(['of', 'tru', 't', 'o', '', ' on', 2, undefined])('does not read %j as a boolean: Patroni drops abbreviations', (value) => {
    expect(readBoolean(value)).toBeUndefined();
  });

  it('matches the name of an enum in any case', () => {
    expect(readEnum('LOCAL', ['local', 'on', 'off'])).toBe('local');
  });

  it('may be any boolean if an enum has on and off', () => {
    expect([readEnum('YES', ['try', 'on', 'off']), readEnum(0, ['try', 'on', 'off'])]).toEqual(['on', 'off']);
  });

  it('may not be a boolean if an enum has neither', () => {
    expect(readEnum('yes', ['none', 'all'])).toBeUndefined();
  });

  it.each<[string | number, Parameters<typeof readNumber>[1], number]>([
    [12, count, 12],
    ['0x1F', count, 31],
    ['017', count, 15],
    [' -1 ', count, -1],
    ['1e3', count, 1000],
    ['0.5', count, 0],
    ['1.5', count, 2],
    ['2.5', count, 2],
    ['10', blocks, 10],
    ['1 GB', blocks, 131072],
    ['16kB', blocks, 2],
    ['4097.5kB', { kind: 'integer', unit: 'kB' }, 4098],
    ['1.5min', milliseconds, 90_000],
    ['500us', milliseconds, 0.5],
    ['.25', milliseconds, 0.25],
  ])('reads %j, with type %j, as %d', (value, type, number) => {
    expect(readNumber(value, type)).toBe(number);
  });

  it.each<[string | boolean, Parameters<typeof readNumber>[1]]>([
    ['', count],
    ['1kB', count],
    ['08', count],
    ['08.5', count],
    ['0x', count],
    ['1 2', count],
    ['- 1', count],
    ['many', count],
    [true, count],
    ['1XB', blocks],
    ['1mb', blocks],
    ['1s', blocks],
    ['1MB', milliseconds],
    ['nan', milliseconds],
    ['1e', milliseconds],
    ['1constructor', milliseconds],
  ])('does not read %j, with type %j', (value, type) => {
    expect(readNumber(value, type)).toBeUndefined();
  });
});
