import { resources } from '../../policies/resources';
import { changed, lines, model } from './fixture';

describe('resources', () => {
  it('passes containers with requests and a memory limit, and requires no CPU limit', () => {
    expect(lines(resources, model())).toEqual([]);
  });

  it.each([
    ['requests', 'cpu'],
    ['requests', 'memory'],
    ['limits', 'memory'],
  ])('fails when resources.%s.%s is missing', (group, resource) => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      delete spec.template.spec.containers[0].resources[group][resource];
    });
    expect(lines(resources, subject)).toEqual([
      `shopfds/production 20-shop.yaml Deployment/shop container shop | resources.${group}.${resource} is not set | set the resources in the environment; init containers and sidecars need them too`,
    ]);
  });

  it('fails when an init container or a CronJob has no resources', () => {
    const init = changed('StatefulSet/db', ({ spec }) => {
      delete spec.template.spec.initContainers[0].resources;
    });
    expect(lines(resources, init)).toHaveLength(3);
    expect(lines(resources, init)[0]).toContain('StatefulSet/db container prepare');
    const cronJob = changed('CronJob/backup', ({ spec }) => {
      delete spec.jobTemplate.spec.template.spec.containers[0].resources;
    });
    expect(lines(resources, cronJob)[0]).toContain('CronJob/backup container backup');
  });
});
