import { join } from 'node:path';
import { deploymentIn, withAnotherTag } from '../../../proof/argocd/image';
import { argocdRows } from '../../../proof/argocd/rows';
import { delivered } from '../../../proof/components';
import { folderOf, parseManifests, readManifestFiles } from '../../../proof/manifests';
import { root } from '../../house/project';

const deployment = (name: string, image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { template: { spec: { containers: [{ name, image }] } } },
});

describe('the rows of Argo CD', () => {
  it('deploy each environment, and change the last one', () => {
    const rows = argocdRows({ platform: 'market', environments: ['dev', 'live'], application: 'shop' });
    expect(rows.map(({ fullName }) => fullName)).toEqual(expect.arrayContaining(['market/argocd/dev-synced', 'market/argocd/live-synced']));
    expect(new Set(rows.map(({ component }) => component.environment))).toEqual(new Set(['live']));
  });

  it.each(delivered.flatMap(({ environments, ...platform }) => environments.map((environment) => ({ ...platform, environment }))))(
    'find the application in $platform/$environment',
    ({ platform, environment, application }) => {
      const manifests = parseManifests(readManifestFiles(join(root, folderOf({ platform, environment }))));
      expect(deploymentIn(manifests, application).kind).toBe('Deployment');
    },
  );

  it('find the budget that they remove in the environment that they change', () => {
    for (const { platform, environments, application } of delivered) {
      const manifests = parseManifests(readManifestFiles(join(root, folderOf({ platform, environment: environments.at(-1) ?? '' }))));
      expect(manifests.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ metadata }) => metadata.name)).toContain(application);
    }
  });

  it("change the tag of the application's image and nothing else", () => {
    const [shop, other] = [deployment('shop', 'shop:1'), deployment('other', 'other:1')];
    expect(withAnotherTag([shop, other], 'shop')).toEqual([deployment('shop', 'shop:1-next'), other]);
  });
});
