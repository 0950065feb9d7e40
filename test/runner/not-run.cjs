/** A Jest reporter that lists at the end the skipped tests and the programs that they need. */
module.exports = class NotRun {
  constructor(_, { notRun }) {
    this.notRun = notRun;
  }

  onRunComplete() {
    for (const { path, missing } of this.notRun) console.error(`[WARNING] not run: ${path}: ${missing.join(', ')} not on PATH`);
  }
};
