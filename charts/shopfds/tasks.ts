import { type App, type ChartProps, connect, type EnvironmentVariables, external, PlatformChart, secret } from '../../constructs/kubernetes';
import { Scheduler } from '../../constructs/scheduler';
import { TaskMonitor } from '../../constructs/task-monitor';
import { Worker } from '../../constructs/worker';
import { brokerOf, databaseOf, redisOf, reported, schemaCheck } from './connections';
import type { DataChart } from './data';
import type { ShopfdsEnvironment } from './schema';

/** FR-015..021: what runs in the background. */
export class TasksChart extends PlatformChart {
  constructor(app: App, props: ChartProps<ShopfdsEnvironment>, namespace: string, data: DataChart) {
    super(app, '30-tasks', { ...props, namespace });
    const { ecommerce, fds, ecommerceWorker, evaluationWorker, scheduler, taskMonitor } = props.environment;
    const report = reported(props.environment);
    const mail: EnvironmentVariables = { SMTP_URL: secret('shopfds-smtp', 'url') };
    new Worker(this, 'celery-worker', {
      ...ecommerceWorker,
      image: ecommerce.image,
      application: 'ecommerce.celery',
      queues: data.rabbitmq.queues('ecommerce-tasks'),
      schemaCheck,
      variables: { ...report.variables, ...mail },
      connections: [
        ...databaseOf(data, 'ecommerce'),
        redisOf(data),
        brokerOf(data, 'ecommerce-worker'),
        connect(external('smtp.example.com', 587), { survivesLoss: true }),
        ...report.connections,
      ],
    });
    new Worker(this, 'evaluation-worker', {
      ...evaluationWorker,
      image: fds.image,
      application: 'fds.celery',
      queues: data.rabbitmq.queues('fds-tasks'),
      schemaCheck,
      variables: report.variables,
      connections: [...databaseOf(data, 'fds'), redisOf(data), brokerOf(data, 'evaluation-worker'), ...report.connections],
    });
    new Scheduler(this, 'celery-beat', {
      ...scheduler,
      image: ecommerce.image,
      application: 'ecommerce.celery',
      schedules,
      variables: report.variables,
      connections: [brokerOf(data, 'scheduler'), ...report.connections],
    });
    new TaskMonitor(this, 'flower', {
      ...taskMonitor,
      password: secret('shopfds-flower'),
      connections: [brokerOf(data, 'flower')],
    });
  }
}

/** FR-017: the transactions of the last 24 hours, at midnight. FR-019: logs older than 90 days, on Sundays. FR-021: tasks without a result. */
const schedules = [
  { name: 'evaluate-transactions', task: 'fds.tasks.batch_evaluation.batch_evaluate_transactions', queue: 'fds-tasks', cron: '0 0 * * *' },
  { name: 'archive-logs', task: 'ecommerce.tasks.cleanup.archive_old_logs', queue: 'ecommerce-tasks', cron: '0 2 * * sun' },
  { name: 'report-unprocessed-tasks', task: 'ecommerce.tasks.cleanup.report_unprocessed_tasks', queue: 'ecommerce-tasks', cron: '0 * * * *' },
];
