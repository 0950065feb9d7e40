import { allParameters } from '../../../../constructs/postgres/parameters/catalogue';
import { checkParameters } from '../../../../constructs/postgres/parameters/check';

const versions = [15, 16, 17, 18];

describe("the check of PostgreSQL's parameters", () => {
  it.each<[Record<string, unknown>]>([
    [{ work_mem: '64MB', statement_timeout: '30s', random_page_cost: 1.1, jit: false }],
    [{ DateStyle: 'ISO, DMY', timezone: 'Asia/Seoul' }],
    [{ archive_command: '' }],
    [{ timezone: '<+09>-9', log_timezone: 'EST5EDT', client_encoding: 'iso_8859-1', log_destination: 'stderr, CSVLOG' }],
    [{ timezone: 9, datestyle: 'European', client_encoding: 'utf-8', log_destination: '' }],
    [{ timezone: 'utc', datestyle: '' }],
    [{ wal_compression: 'LZ4', synchronous_commit: 'Remote_Apply', track_functions: 'all' }],
    [{ 'auto_explain.log_min_duration': '1s', 'pg_stat_statements.track': 'all' }],
    [{ temp_file_limit: -1, seq_page_cost: 1e6 }],
  ])('accepts %j in all versions', (parameters) => {
    expect(versions.flatMap((version) => checkParameters(parameters, version))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['max_conections', 10, 'PostgreSQL 15 has no such parameter; did you mean max_connections?'],
    ['log_min_duration_statment', 10, 'PostgreSQL 15 has no such parameter; did you mean log_min_duration_statement?'],
    ['colour', 'red', 'PostgreSQL 15 has no such parameter; see its documentation'],
    ['a b', '1', 'PostgreSQL 15 has no such parameter; see its documentation'],
    ['.x', '1', 'PostgreSQL 15 has no such parameter; see its documentation'],
    ['WORK_MEM', 64, 'PostgreSQL spells it work_mem'],
    ['io_method', 'sync', 'PostgreSQL has it since version 18; leave it out in version 15'],
    ['block_size', 8192, 'PostgreSQL sets it itself; leave it out'],
    ['jit', 'of', 'it must be on or off, in full'],
    ['track_functions', 'some', 'it must be one of none, pl, all'],
    ['work_mem', '1XB', 'it must be a whole number from 64 to 2147483647 kB, in kB or with a unit of B, kB, MB, GB, TB'],
    ['work_mem', '63kB', 'it must be a whole number from 64 to 2147483647 kB, in kB or with a unit of B, kB, MB, GB, TB'],
    ['statement_timeout', -1, 'it must be a whole number from 0 to 2147483647 ms, in ms or with a unit of us, ms, s, min, h, d'],
    ['temp_buffers', '1MiB', 'it must be a whole number from 100 to 1073741823 times 8kB, in 8kB or with a unit of B, kB, MB, GB, TB'],
    ['max_connections', 0, 'it must be a whole number from 1 to 262143'],
    ['checkpoint_completion_target', 1.1, 'it must be a number from 0 to 1'],
    ['seq_page_cost', -1, 'it must be a number of at least 0'],
    ['timezone', 'Nowhere/City', "it must be a time zone such as 'UTC' or 'Asia/Seoul'"],
    ['TimeZone', '', "it must be a time zone such as 'UTC' or 'Asia/Seoul'"],
    ['log_timezone', 'Soul', "it must be a time zone such as 'UTC' or 'Asia/Seoul'"],
    ['client_encoding', 'cp1252', "it must be an encoding such as 'UTF8'"],
    ['client_encoding', 'mule_internal', "it must be an encoding such as 'UTF8'"],
    ['datestyle', 'sql dmy', "it must be a style and an order, such as 'ISO, DMY'"],
    ['DateStyle', 'ISO, German', "it must be a style and an order, such as 'ISO, DMY'"],
    ['datestyle', 'ISO, DMY, MDY', "it must be a style and an order, such as 'ISO, DMY'"],
    ['log_destination', 'stderr, x', 'it must be a list of stderr, csvlog, jsonlog, syslog'],
    ['log_destination', 'eventlog', 'it must be a list of stderr, csvlog, jsonlog, syslog'],
    ['application_name', 'a\nb', 'it must not contain control characters'],
    ['auto_explain.log_format', 'a\tb', 'it must not contain control characters'],
    ['work_mem', null, 'it must be text, a number or a boolean'],
    ['work_mem', ['1MB'], 'it must be text, a number or a boolean'],
    ['work_mem', Number.NaN, 'it must be text, a number or a boolean'],
  ])('refuses %s with the value %j', (name, value, remedy) => {
    expect(checkParameters({ [name]: value }, 15)).toEqual([{ name, value, remedy }]);
  });

  it('refuses a parameter that a version no longer has', () => {
    expect(checkParameters({ vacuum_defer_cleanup_age: 5 }, 16)).toEqual([
      { name: 'vacuum_defer_cleanup_age', value: 5, remedy: 'PostgreSQL has it up to version 15; leave it out in version 16' },
    ]);
  });

  it('knows that a version may change a parameter', () => {
    const accepted = versions.filter((version) => checkParameters({ log_connections: 'receipt, authorization' }, version).length === 0);
    expect(accepted).toEqual([18]);
  });

  it('refuses one parameter in two spellings', () => {
    expect(checkParameters({ TimeZone: 'UTC', timezone: 'UTC' }, 15)).toEqual([
      { name: 'timezone', value: 'UTC', remedy: 'it is set twice, in two spellings; remove one of them' },
    ]);
  });

  it('reports every fault, not only the first one', () => {
    expect(checkParameters({ work_mem: 'x', jit: 'x' }, 15).map(({ name }) => name)).toEqual(['work_mem', 'jit']);
  });
});

describe("the list of PostgreSQL's parameters", () => {
  it.each(versions)('has more than 300 parameters of version %d, each once', (version) => {
    const counts = [...allParameters().values()].map(
      (spans) => spans.filter((span) => span.firstVersion <= version && version <= span.lastVersion).length,
    );
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(300);
    expect(counts.filter((count) => count > 1)).toEqual([]);
  });
});
