import { pinnedImages } from '../../policies/pinned-images';
import { changed, lines } from './fixture';

const withImage = (image?: string) =>
  changed('Deployment/shop', ({ spec }) => {
    spec.template.spec.containers[0].image = image;
  });
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('pinned-images', () => {
  it.each([
    'ghcr.io/example/shop:1.4.2',
    'postgres:15.8',
    `ghcr.io/example/shop@${digest}`,
    `registry:5000/shop:v1@${digest}`,
    `ghcr.io/example/shop:7@${digest}`,
    'ghcr.io/zalando/spilo-18:4.1-p2',
    'docker.io/oliver006/redis_exporter:v1.90.0',
    'shop:2024-05-01',
    'shop:nightly-20240501',
    'shop:RELEASE.2024-05-01T01-11-10Z',
    'shop:sha-1a2b3c4',
    'node:20.11-bookworm-slim',
    'shop:main-1a2b3c4',
    'shop:ecommerce-1.2.3',
    'shop:build-1234',
    'shop:1.2.3-4-g1a2b3c4',
    'shop:main-20240501',
    'shop:7.2-alpine',
    'ghcr.io/bitnami-labs/sealed:1.0.0',
    'bitnami.example.com/shop:1.0.0',
  ])('passes %s', (image) => {
    expect(lines(pinnedImages, withImage(image))).toEqual([]);
  });

  it.each(['postgres', 'ghcr.io/example/shop', 'registry:5000/shop', 'shop@sha256:abc', ''])(
    'fails when the image is "%s": no tag and no digest',
    (image) => {
      expect(lines(pinnedImages, withImage(image))).toEqual([
        `shopfds/production 20-shop.yaml Deployment/shop container shop | image '${image}' has neither a tag nor a digest | name the exact version: repository:version`,
      ]);
    },
  );

  it('fails when a container names no image', () => {
    expect(lines(pinnedImages, withImage(undefined))).toEqual([expect.stringContaining("image '' has neither a tag nor a digest")]);
  });

  it.each([
    'shop:latest',
    `shop:latest@${digest}`,
    'ghcr.io/example/shop:latest-alpine',
    'shop:latest-1a2b3c4',
    ...['1.2-latest', '1.2-SNAPSHOT', '1.0.x', '1.x', '2.4-nightly', 'alpine-3.19', 'main-deadbeef'].map((tag) => `shop:${tag}`),
    ...['stable', 'alpine', 'alpine3.19', '7', 'v7', '7-alpine', '20-bookworm-slim', 'main', 'edge', 'nightly', 'lts', 'slim', 'deadbeef'].map(
      (tag) => `shop:${tag}`,
    ),
  ])('fails when the image is %s: a tag that moves', (image) => {
    expect(lines(pinnedImages, withImage(image))).toEqual([
      expect.stringMatching(/container shop \| image '.*' has the tag '.*', which does not name one version \| name the exact version/),
    ]);
  });

  it.each([
    'bitnami/redis:7.0',
    'docker.io/bitnami/redis:7.0',
    'registry-1.docker.io/bitnamilegacy/redis:7.0',
    'public.ecr.aws/bitnami/redis:7.0',
    'mirror.example.com:5000/dockerhub/bitnami/redis:7.0',
    `docker.io/Bitnami/redis@${digest}`,
  ])('fails when the image is %s', (image) => {
    expect(lines(pinnedImages, withImage(image))).toEqual([
      expect.stringContaining(`image '${image}' is a Bitnami image | use the upstream project's image`),
    ]);
  });

  it('fails when an init container or a Job is not pinned', () => {
    const init = changed('StatefulSet/db', ({ spec }) => {
      spec.template.spec.initContainers[0].image = 'busybox';
    });
    expect(lines(pinnedImages, init)).toEqual([expect.stringContaining("StatefulSet/db container prepare | image 'busybox'")]);
    const job = changed('Job/migrate-1a2b3c4d', ({ spec }) => {
      spec.template.spec.containers[0].image = 'busybox';
    });
    expect(lines(pinnedImages, job)).toEqual([expect.stringContaining("Job/migrate-1a2b3c4d container migrate | image 'busybox'")]);
  });
});
