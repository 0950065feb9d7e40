import { type Benchmark, benchmarkPage, notReached } from '../../../tools/bench/page';

const figures = { what: 'renders', commands: [], minimum: 0.4, median: 0.5, maximum: 0.75, runs: 9 };
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
  it('shows minimum, median, maximum and runs of a command beside its goal', () => {
    expect(benchmarkPage(benchmark)).toContain('| `make synth` | renders | < 1 s | 0.40 s | 0.50 s | 0.75 s | 9 |\n');
  });

  it('shows the time of a further object, and the number of objects of this mean', () => {
    expect(benchmarkPage(benchmark)).toMatch(/further object takes 0\.30 ms; the goal is at most 0\.4 ms.* 900 further objects/);
  });

  it('names a program that is not on PATH', () => {
    expect(benchmarkPage(benchmark)).toContain('| `helm template` | prints | not on PATH | | | |\n');
  });
});

describe('the missed goals of a benchmark', () => {
  it('are empty if every figure is below its limit', () => {
    expect(notReached(benchmark)).toEqual([]);
  });

  it('include a command that takes as long as its limit', () => {
    const commands = [{ ...figures, name: 'make synth', limit: 1, median: 1 }];
    expect(notReached({ ...benchmark, commands })).toEqual([expect.stringContaining('make synth takes 1.00 s')]);
  });

  it('include a further object that takes too long', () => {
    expect(notReached({ ...benchmark, furtherObject: 0.41 })).toEqual([expect.stringContaining('0.41 ms')]);
  });
});
