export { type TaskMonitorProps, taskMonitorData } from './schema';
export { TaskMonitor } from './task-monitor';
