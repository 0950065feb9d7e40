/** A Jest reporter that ends a run with an error if a test file takes longer than it may: the runner has no time-outs of its own. */
module.exports = class Unfinished {
  constructor(_, { seconds }) {
    this.seconds = seconds;
    this.timers = new Map();
  }

  onTestFileStart({ path }) {
    const end = () => {
      console.error(`[ERROR] ${path} has not finished after ${this.seconds} s`);
      process.exit(1);
    };
    this.timers.set(path, setTimeout(end, this.seconds * 1000));
  }

  onTestFileResult({ path }) {
    clearTimeout(this.timers.get(path));
  }
};
