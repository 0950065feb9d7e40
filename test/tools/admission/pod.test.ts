import type { Manifest } from '../../../model';
import { podOf } from '../../../tools/admission/pod';

const template = {
  metadata: { labels: { app: 'db' } },
  spec: { serviceAccountName: 'db', containers: [{ name: 'db' }], volumes: [{ name: 'tmp', emptyDir: {} }] },
};
const statefulSet: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { template, volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
};
const pod = (manifest: Manifest) => podOf({ file: '10-data.yaml', text: '', manifest })?.manifest;

describe("a workload's pod", () => {
  it('has the labels of the template and the namespace of the workload', () => {
    expect(pod(statefulSet)).toMatchObject({ kind: 'Pod', metadata: { name: 'db-admission', namespace: 'shop', labels: { app: 'db' } } });
  });

  it('has a volume for each claim, as the controller adds it', () => {
    expect(pod(statefulSet)?.spec.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
    ]);
  });

  it('has no ServiceAccount, because a dry run does not create it', () => {
    expect(pod(statefulSet)?.spec).not.toHaveProperty('serviceAccountName');
  });

  it('is also found in a CronJob', () => {
    const cronJob: Manifest = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'backup' },
      spec: { jobTemplate: { spec: { template } } },
    };
    expect(pod(cronJob)?.metadata.name).toBe('backup-admission');
  });

  it('does not exist for objects without a template', () => {
    expect(pod({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: {} })).toBeUndefined();
  });
});
