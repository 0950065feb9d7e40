export { type TaskQueues, type WorkerProps, workerData } from './schema';
export { Worker } from './worker';
