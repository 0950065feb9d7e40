// Runs test files in processes, as jest-light-runner does, but with one channel for each process. In jest-light-runner 0.7 and 0.8 all processes
// share one: the first process that asks for its configuration makes the answer go to all, and a process that does not listen yet never gets it.
// So a run on a busy machine could wait for ever for a process that started 0.3 s after another.
import ChildProcessRunner from 'jest-light-runner/child-process';

function channelOf(workerData) {
  let answer;
  return {
    onMessage(listener) {
      answer = listener;
    },
    postMessage(message) {
      if (message === 'jest-light-runner-get-worker-data') answer({ type: 'jest-light-runner-worker-data', workerData });
    },
  };
}

export default class Runner extends ChildProcessRunner {
  _runTest(test) {
    const projectConfig = test.context.config;
    const isFirst = !this._testRunners.has(projectConfig);
    const result = super._runTest(test); // the first call starts the processes
    const processes = this._testRunners.get(projectConfig);
    if (isFirst && this._runtime === 'child_process') {
      const workerData = { globalConfig: this._globalConfig, projectConfig, runtime: this._runtime };
      processes.run = (next) => processes.pool.run(next.path, { channel: channelOf(workerData) });
    }
    return result;
  }
}
