import {
  type ApplicationWiring,
  applicationCode,
  applicationEntries,
  applicationImage,
  type Data,
  type Filled,
  list,
  name,
  object,
  pythonApplication,
  text,
} from '../kubernetes';

const field = '[0-9*/,A-Za-z-]+';

const schedule = object({
  name: name('Name of the schedule.'),
  task: text('Name of the task.', /^[A-Za-z_][A-Za-z0-9_.]*$/, "it must be the name of a task, such as 'shop.tasks.clean'"),
  queue: text('Queue of the task.', /^[A-Za-z0-9][-A-Za-z0-9_.]*$/, 'it must be the name of a queue'),
  cron: text(
    'When: minute, hour, day of the month, month, day of the week.',
    new RegExp(`^${field}( ${field}){4}$`),
    "it must be five fields of crontab, such as '0 2 * * sun'",
    128,
  ),
});

const dataEntries = {
  ...applicationEntries,
  timeZone: text(
    'Time zone of the schedules, by its name in the IANA database.',
    /^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/,
    "it must be a time zone such as 'Asia/Seoul' or 'UTC'",
    64,
  ),
};

/** The data of an environment for a scheduler. */
export const schedulerData = object(dataEntries);

export const schedulerProps = object({
  ...dataEntries,
  ...applicationCode,
  image: applicationImage,
  application: pythonApplication,
  schedules: list('Tasks, and when they are due.', schedule, 1),
});

/** Props of a scheduler. */
export type SchedulerProps = Omit<Data<typeof schedulerProps>, keyof ApplicationWiring> & ApplicationWiring;

/** The same with the defaults filled in. */
export type FilledProps = Omit<Filled<typeof schedulerProps>, keyof ApplicationWiring> & ApplicationWiring;
