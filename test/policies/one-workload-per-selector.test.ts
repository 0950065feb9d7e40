import { oneWorkloadPerSelector } from '../../policies/one-workload-per-selector';
import { changed, lines, model, withMore } from './fixture';

const name = 'app.kubernetes.io/name';
const instance = 'app.kubernetes.io/instance';

const jobLike = (component: string) =>
  changed('Job/migrate-1a2b3c4d', ({ spec }) => {
    spec.template.metadata.labels = { [name]: component, [instance]: component };
  });

describe('one-workload-per-selector', () => {
  it('passes a Service of one pod, selected by the label that the StatefulSet controller adds at run time', () => {
    const subject = changed('Service/db-rw', ({ spec }) => {
      delete spec.selector.role;
      spec.selector['statefulset.kubernetes.io/pod-name'] = 'db-0';
    });
    expect(lines(oneWorkloadPerSelector, subject)).toEqual([]);
  });

  it("passes selectors of name and instance, the run-time label 'role' and a default deny", () => {
    expect(lines(oneWorkloadPerSelector, model())).toEqual([]);
  });

  it('passes a Service without selector, whose endpoints somebody else maintains', () => {
    const outside = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'outside', namespace: 'shopfds' }, spec: { ports: [{ port: 80 }] } };
    expect(lines(oneWorkloadPerSelector, withMore([outside]))).toEqual([]);
  });

  it('passes pods with the same labels in another namespace', () => {
    const elsewhere = changed(
      'Job/migrate-1a2b3c4d',
      ({ metadata }) => {
        metadata.namespace = 'shopfds-jobs';
      },
      jobLike('shop'),
    );
    const found = lines(oneWorkloadPerSelector, elsewhere).filter((line) => !line.includes('NetworkPolicy/migrate'));
    expect(found).toEqual([]);
  });

  it.each(['Service/shop', 'PodDisruptionBudget/shop', 'NetworkPolicy/shop', 'Deployment/shop'])(
    'fails when %s also selects the pods of a Job',
    (object) => {
      expect(lines(oneWorkloadPerSelector, jobLike('shop'))).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `${object} \\| its selector .* selects the pods of Job/migrate-1a2b3c4d and Deployment/shop \\| it must select the pods of exactly one workload, Jobs and CronJobs`,
          ),
        ),
      );
    },
  );

  it('fails when a PodMonitor selects the pods of two workloads', () => {
    expect(lines(oneWorkloadPerSelector, jobLike('db'))).toContainEqual(
      expect.stringMatching(/PodMonitor\/db \| its selector .* selects the pods of StatefulSet\/db and Job\/migrate-1a2b3c4d/),
    );
  });

  it('fails when a selector selects nothing', () => {
    const subject = changed('Service/shop', ({ spec }) => {
      spec.selector[instance] = 'shopp';
    });
    expect(lines(oneWorkloadPerSelector, subject)).toEqual([
      expect.stringContaining(
        'shopfds/production 20-shop.yaml Service/shop | its selector {"app.kubernetes.io/name":"shop","app.kubernetes.io/instance":"shopp"} selects the pods of no workload',
      ),
    ]);
  });

  it('fails when a selector has no instance', () => {
    const subject = changed('Service/shop', ({ spec }) => {
      delete spec.selector[instance];
    });
    expect(lines(oneWorkloadPerSelector, subject)).toEqual([
      expect.stringMatching(
        /Service\/shop \| its selector .* lacks app.kubernetes.io\/instance \| select by matchLabels app.kubernetes.io\/name and app/,
      ),
    ]);
  });

  it('fails when a PodDisruptionBudget has no selector', () => {
    const subject = changed('PodDisruptionBudget/shop', ({ spec }) => {
      delete spec.selector;
    });
    expect(lines(oneWorkloadPerSelector, subject)).toContainEqual(expect.stringContaining('PodDisruptionBudget/shop | its selector {} lacks'));
  });

  it('fails when a selector has another label that pods do not get at run time', () => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.template.metadata.labels.tier = 'web';
    });
    const selected = changed(
      'Service/shop',
      ({ spec }) => {
        spec.selector.tier = 'web';
      },
      subject,
    );
    expect(lines(oneWorkloadPerSelector, selected)).toEqual([
      expect.stringContaining(
        'Service/shop | its selector has the label tier | select by app.kubernetes.io/name and app.kubernetes.io/instance; a Service may also use role and statefulset.kubernetes.io/pod-name',
      ),
    ]);
  });

  it.each([
    ['NetworkPolicy/db', 'podSelector'],
    ['PodDisruptionBudget/db', 'selector'],
    ['PodMonitor/db', 'selector'],
  ])('fails when %s selects only some pods of a workload: the others have none', (object, field) => {
    const subject = changed(object, ({ spec }) => {
      spec[field].matchLabels.role = 'primary';
    });
    expect(lines(oneWorkloadPerSelector, subject)).toEqual([expect.stringContaining(`${object} | its selector has the label role | select by`)]);
  });

  it("fails when a workload's own selector has a further label", () => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.selector.matchLabels.role = 'primary';
    });
    expect(lines(oneWorkloadPerSelector, subject)).toEqual([
      expect.stringContaining('Deployment/shop | its selector has the label role | select only by'),
    ]);
  });

  it("fails when a workload's own selector selects the pods of another", () => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.selector.matchLabels = { [name]: 'db', [instance]: 'db' };
    });
    expect(lines(oneWorkloadPerSelector, subject)).toEqual([
      expect.stringMatching(
        /Deployment\/shop \| its selector .* does not select its own pods, .* \| use the same Workload for the selector and for the pod template/,
      ),
    ]);
  });

  it('fails when a selector has matchExpressions', () => {
    const subject = changed('NetworkPolicy/shop', ({ spec }) => {
      spec.podSelector.matchExpressions = [{ key: 'tier', operator: 'Exists' }];
    });
    expect(lines(oneWorkloadPerSelector, subject)).toEqual([
      expect.stringContaining('NetworkPolicy/shop | its selector has matchExpressions [{"key":"tier"'),
    ]);
  });
});
