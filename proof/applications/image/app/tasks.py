"""An application of Celery with the settings of docs/rabbitmq.md. Its tasks write what happened to a table: once for each run."""
import json, os, time

import pg
from celery import Celery
from celery.schedules import crontab
from celery.worker.consumer.delayed_delivery import DelayedDelivery
from kombu import Exchange, Queue

DelayedDelivery.include_if = lambda self, consumer: False
names = ['ecommerce-tasks', 'fds-tasks']


def queues_of(name):
    exchange = Exchange(name, type='direct', no_declare=True)
    stages = [name, *(f'{name}.retry-{number}' for number in (1, 2, 3))]
    return [Queue(stage, exchange=exchange, routing_key=name, no_declare=True, queue_arguments={'x-queue-type': 'quorum'}) for stage in stages]


def application(name, default):
    app = Celery(name, broker=os.environ.get('CELERY_BROKER_URL'))
    app.conf.update(
        task_queues=[queue for each in names for queue in queues_of(each)],
        task_default_queue=default,
        task_create_missing_queues=False,
        task_acks_late=True,
        task_acks_on_failure_or_timeout=False,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_time_limit=3000,
        worker_prefetch_multiplier=1,
        broker_transport_options={'confirm_publish': True, 'confirm_timeout': 10},
        broker_heartbeat=15,
        broker_connection_retry_on_startup=True,
    )
    schedules = os.environ.get('SCHEDULES_FILE')
    if schedules:
        with open(schedules) as file:
            app.conf.beat_schedule = {entry['name']: due(entry) for entry in json.load(file)}
        app.conf.timezone = os.environ['SCHEDULES_TIME_ZONE']

    @app.task(name='proof.work')
    def work(identity, seconds=0.0, fails=False):
        time.sleep(seconds)
        note(identity)
        if fails:
            raise ValueError(identity)

    return app


def due(entry):
    minute, hour, day_of_month, month_of_year, day_of_week = entry['cron'].split()
    when = crontab(minute, hour, day_of_week, day_of_month, month_of_year)
    return {'task': entry['task'], 'schedule': when, 'options': {'exchange': entry['queue'], 'routing_key': entry['queue']}}


def note(identity):
    pg.connect().query(f"INSERT INTO runs VALUES ('{identity}')")
