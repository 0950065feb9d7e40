/** A Jest reporter: says at the end which tests were left out, and which programs they miss. */
module.exports = class NotRun {
  constructor(_, { notRun }) {
    this.notRun = notRun;
  }

  onRunComplete() {
    for (const { path, missing } of this.notRun) console.error(`[WARNING] not run: ${path}: ${missing.join(', ')} not on PATH`);
  }
};
