import { type Benchmark, benchmarkPage, notReached } from '../../../tools/bench/page';

const figures = { what: 'renders', commands: [], median: 0.5, maximum: 0.75, runs: 9 };
const benchmark: Benchmark = {
  machine: '2 cores',
  objects: 100,
  environments: 3,
  commands: [{ ...figures, name: 'make synth', limit: 1 }],
  compared: [{ ...figures, name: 'once' }],
  missing: [{ name: '`helm template`', what: 'prints', commands: [] }],
  furtherObject: 0.3,
};

describe("the benchmark's page", () => {
  it('holds median, maximum and runs of a command beside what is to reach', () => {
    expect(benchmarkPage(benchmark)).toContain('| `make synth` | renders | < 1 s | 0.50 s | 0.75 s | 9 |\n');
  });

  it('says what a further object costs, and of how many that is the mean', () => {
    expect(benchmarkPage(benchmark)).toMatch(/further object costs 0\.30 ms; to reach: at most 0\.4 ms.* 900 objects/);
  });

  it('says of a program that it is not on PATH', () => {
    expect(benchmarkPage(benchmark)).toContain('| `helm template` | prints | not on PATH | | |\n');
  });
});

describe('what a benchmark did not reach', () => {
  it('is nothing where every figure is below its limit', () => {
    expect(notReached(benchmark)).toEqual([]);
  });

  it('is a command that takes as long as its limit', () => {
    const commands = [{ ...figures, name: 'make synth', limit: 1, median: 1 }];
    expect(notReached({ ...benchmark, commands })).toEqual([expect.stringContaining('make synth takes 1.00 s')]);
  });

  it('is a further object that costs too much', () => {
    expect(notReached({ ...benchmark, furtherObject: 0.41 })).toEqual([expect.stringContaining('0.41 ms')]);
  });
});
