import { connect, external } from '../../../constructs/kubernetes';
import { Scheduler, type SchedulerProps } from '../../../constructs/scheduler';
import type { Model } from '../../../model';
import { itRendersEveryProp } from '../every-prop';
import { failure, manifest, names, renderIn } from '../fixture';

const schedules = [{ name: 'clean', task: 'shop.tasks.clean', queue: 'orders', cron: '0 2 * * sun' }];

const required: SchedulerProps = {
  image: 'ghcr.io/shop/shop:1.0.0',
  application: 'shop.celery',
  timeZone: 'Asia/Seoul',
  schedules,
  resources: { cpu: '50m', memory: '128Mi' },
};

const rendered = (props: Partial<SchedulerProps> = {}): Model => renderIn((chart) => new Scheduler(chart, 'beat', { ...required, ...props }));
const statefulSet = (props?: Partial<SchedulerProps>) => manifest(rendered(props), 'StatefulSet/beat').spec;
const [container] = statefulSet().template.spec.containers;

/** Every prop. A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<SchedulerProps> = {
  image: 'ghcr.io/shop/shop:7.7.7',
  application: 'seven.celery:app',
  timeZone: 'Europe/Sevenville',
  schedules: [{ name: 'seven', task: 'seven.run', queue: 'sevens', cron: '7 7 7 7 sun' }],
  resources: { cpu: '770m', memory: '777Mi' },
  pod: { labels: { seven: 'pod' } },
  egress: [{ cidrs: ['10.7.7.0/24'], ports: [7070] }],
  variables: { SEVEN: 'seven wonders' },
  connections: [connect(external('sentry.io', 7443))],
  schemaCheck: ['seven', 'check'],
  uid: 70007,
};

const found: Readonly<Record<keyof SchedulerProps, readonly string[]>> = {
  image: ['"image":"ghcr.io/shop/shop:7.7.7"'],
  application: ['--app=seven.celery:app'],
  timeZone: ['"value":"Europe/Sevenville"'],
  schedules: ['"task": "seven.run"', '"queue": "sevens"', '"cron": "7 7 7 7 sun"'],
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  pod: ['"seven":"pod"'],
  egress: ['10.7.7.0/24', '"port":7070'],
  variables: ['seven wonders'],
  connections: ['"port":7443'],
  schemaCheck: ['"command":["seven","check"]'],
  uid: ['"runAsUser":70007'],
};

describe('a scheduler', () => {
  itRendersEveryProp<SchedulerProps>(
    renderIn((chart) => new Scheduler(chart, 'beat', all)),
    found,
  );

  it('is one pod of a StatefulSet, so that there are never two', () => {
    expect(names(rendered())).toContain('StatefulSet/beat');
    expect(statefulSet()).toMatchObject({ replicas: 1 });
  });

  it('keeps its state in its pod, and leaves no pid file that would stop the next process', () => {
    expect(container.command).toEqual(['celery', '--app=shop.celery', 'beat', '--schedule=/tmp/schedule', '--pidfile=', '--loglevel=INFO']);
  });

  it('gives the application its schedules as a file, and their time zone', () => {
    expect(container.env).toEqual([
      { name: 'SCHEDULES_FILE', value: '/etc/ballast/schedules.json' },
      { name: 'SCHEDULES_TIME_ZONE', value: 'Asia/Seoul' },
    ]);
    expect(JSON.parse(manifest(rendered(), 'ConfigMap/beat').data['schedules.json'])).toEqual(schedules);
  });

  it('starts again when a schedule changes', () => {
    const other = [{ ...schedules[0], cron: '0 3 * * sun' }] as typeof schedules;
    const checksum = (props?: Partial<SchedulerProps>) => statefulSet(props).template.metadata.annotations['checksum/schedules.json'];
    expect(checksum({ schedules: other })).not.toBe(checksum());
  });

  it.each([
    ['cron', '@daily', 'schedules[0].cron is "@daily"; it must be five fields of crontab, such as \'0 2 * * sun\''],
    ['task', 'clean!', 'schedules[0].task is "clean!"; it must be the name of a task, such as \'shop.tasks.clean\''],
  ])('refuses a schedule with an invalid %s', (key, value, message) => {
    expect(failure(() => rendered({ schedules: [{ ...schedules[0], [key]: value } as (typeof schedules)[0]] }))).toBe(`10-shop/beat: ${message}`);
  });
});
