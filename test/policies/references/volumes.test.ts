import { references } from '../../../policies/references';
import { changed, lines, withMore } from '../fixture';
import { shopContainer, where } from './fixture';

describe('references to volumes', () => {
  it('fails when a claim does not exist, such as that of a replica beyond the count', () => {
    const subject = changed('CronJob/backup', ({ spec }) => {
      spec.jobTemplate.spec.template.spec.volumes[0].persistentVolumeClaim.claimName = 'data-db-3';
    });
    expect(lines(references, subject)).toEqual([
      'shopfds/production 10-data.yaml CronJob/backup volume data | it mounts PersistentVolumeClaim data-db-3, which does not exist in shopfds | add it, or correct the name',
    ]);
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-3', namespace: 'shopfds' } };
    expect(lines(references, withMore([claim], subject))).toEqual([]);
  });

  it('fails when a container mounts a volume that the pod does not have', () => {
    const subject = shopContainer({ volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] });
    expect(lines(references, subject)).toEqual([`${where} container shop | it mounts volume tmp, which the pod does not have | the pod has files`]);
  });
});
