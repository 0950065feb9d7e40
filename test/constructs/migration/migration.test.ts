import { connect, external } from '../../../constructs/kubernetes';
import { Migration, type MigrationProps } from '../../../constructs/migration';
import type { Manifest } from '../../../model';
import { itRendersEveryProp } from '../every-prop';
import { manifests, renderIn } from '../fixture';

const required: MigrationProps = {
  image: 'ghcr.io/shop/shop:1.0.0',
  command: ['alembic', 'upgrade', 'head'],
  resources: { cpu: '50m', memory: '128Mi' },
};

const job = (props: Partial<MigrationProps> = {}): Manifest => {
  const found = manifests(renderIn((chart) => new Migration(chart, 'shop-schema', { ...required, ...props }))).find(({ kind }) => kind === 'Job');
  if (!found) throw new Error('there is no Job');
  return found;
};

/** Every prop. A new prop fails to compile until it is added here; the test looks for its value in the manifests. */
const all: Required<MigrationProps> = {
  image: 'ghcr.io/shop/shop:7.7.7',
  command: ['seven', 'upgrade'],
  resources: { cpu: '770m', memory: '777Mi' },
  pod: { labels: { seven: 'pod' } },
  variables: { SEVEN: 'seven wonders' },
  connections: [connect(external('db.example.com', 7443))],
  uid: 70007,
};

const found: Readonly<Record<keyof MigrationProps, readonly string[]>> = {
  image: ['"image":"ghcr.io/shop/shop:7.7.7"'],
  command: ['"command":["seven","upgrade"]'],
  resources: ['"cpu":"770m"', '"memory":"777Mi"'],
  pod: ['"seven":"pod"'],
  variables: ['seven wonders'],
  connections: ['"port":7443'],
  uid: ['"runAsUser":70007'],
};

describe('a migration', () => {
  itRendersEveryProp<MigrationProps>(
    renderIn((chart) => new Migration(chart, 'shop-schema', all)),
    found,
  );

  it('runs once for each image: another one is another Job', () => {
    expect(job().metadata.name).toMatch(/^shop-schema-migration-[0-9a-f]{8}$/);
    expect(job({ image: 'ghcr.io/shop/shop:1.0.1' }).metadata.name).not.toBe(job().metadata.name);
  });

  it('is a hook of Argo CD in a wave after the stores, because the first sync creates the database too', () => {
    expect(job().metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'argocd.argoproj.io/sync-wave': '1',
    });
  });

  it("runs the image's own command, and mounts no files", () => {
    const { containers, volumes } = job().spec.template.spec;
    expect(containers[0].command).toEqual(['alembic', 'upgrade', 'head']);
    expect(volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  });
});
