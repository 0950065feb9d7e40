import { mirrored, reference } from '../../../../constructs/kubernetes/pod/images';

const image = { repository: 'docker.io/library/redis', tag: '7.2.4' };
const digest = `sha256:${'a'.repeat(64)}`;

describe("an image's reference", () => {
  it('has the digest after the tag, if there is one', () => {
    expect(reference(image)).toBe('docker.io/library/redis:7.2.4');
    expect(reference({ ...image, digest })).toBe(`docker.io/library/redis:7.2.4@${digest}`);
  });

  it('keeps the digest in a mirror', () => {
    expect(mirrored(reference({ ...image, digest }), { 'docker.io': 'registry.example.com/hub' })).toBe(
      `registry.example.com/hub/library/redis:7.2.4@${digest}`,
    );
  });
});
