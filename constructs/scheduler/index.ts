export { Scheduler } from './scheduler';
export { type SchedulerProps, schedulerData } from './schema';
