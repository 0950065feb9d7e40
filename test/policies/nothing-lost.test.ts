import type { Model } from '../../model';
import { nothingLost } from '../../policies/nothing-lost';
import { lines, model } from './fixture';

const losing = (path: string): Model => {
  const original = model();
  const lose = (name: string, lost: readonly string[]) => (name === 'Deployment' ? [path] : lost);
  const files = original.files.map((file) => ({
    ...file,
    objects: file.objects.map((object) => ({ ...object, lost: lose(object.manifest.kind, object.lost) })),
  }));
  return { ...original, files };
};

describe('nothing-lost', () => {
  it('passes when every field of the code is in its manifest', () => {
    expect(lines(nothingLost, model())).toEqual([]);
  });

  it('fails when a field did not reach its manifest', () => {
    expect(lines(nothingLost, losing('spec.template.spec.containers[0].restartPolicy'))).toEqual([
      'shopfds/production 20-shop.yaml Deployment/shop | spec.template.spec.containers[0].restartPolicy is set in the code but missing from the manifest | use the spelling of the API, or add a newer field with withNewerFields()',
    ]);
  });
});
