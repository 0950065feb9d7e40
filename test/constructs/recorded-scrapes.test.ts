import { readdirSync, readFileSync } from 'node:fs';
import type { Image } from '../../constructs/kubernetes';
import { images as ofPostgres } from '../../constructs/postgres/images';
import { images as ofRabbitmq } from '../../constructs/rabbitmq/images';
import { images as ofRedis } from '../../constructs/redis/images';
import type { RecordedScrape } from '../../model';

/** The image from which each exporter comes. */
const imageOf: Readonly<Record<string, Image>> = {
  patroni: ofPostgres.spilo,
  postgres_exporter: ofPostgres.postgresExporter,
  rabbitmq_prometheus: ofRabbitmq.rabbitmq,
  redis_exporter: ofRedis.redisExporter,
};

interface Difference {
  readonly exporter: string;
  readonly recorded: string;
  readonly image: string;
  readonly reason: string;
}

/** Scrapes of other versions than the image's. After a change of an image: record a scrape of it (make scrape), or check its changelog and enter it here. */
const differences: readonly Difference[] = [
  { exporter: 'patroni', recorded: '4.1.0', image: '4.1-p2', reason: 'the version of Spilo, which has Patroni 4.1' },
  {
    exporter: 'postgres_exporter',
    recorded: '0.17.1',
    image: 'v0.19.1',
    reason: 'recorded on a stand-in; the changelog from 0.18.0 to 0.19.1 renames or removes no metric',
  },
  {
    exporter: 'rabbitmq_prometheus',
    recorded: '4.0.5',
    image: '4.2.8',
    reason: 'recorded on a stand-in; the plugin of 4.2 still has all metrics that alerts read',
  },
  {
    exporter: 'redis_exporter',
    recorded: '1.69.0',
    image: 'v1.90.0',
    reason: 'recorded on a stand-in; the source up to 1.88 (the newest one that was read) has all metrics that alerts read',
  },
];

const scrapes = readdirSync('constructs', { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)metrics\/[^/]+\.json$/.test(path))
  .map((path): RecordedScrape => JSON.parse(readFileSync(`constructs/${path}`, 'utf8')));

const differing = scrapes.flatMap(({ exporter, version: recorded }) => {
  const image = imageOf[exporter]?.version ?? 'unknown: add it to imageOf in this test';
  return image.replace(/^v/, '') === recorded ? [] : [{ exporter, recorded, image }];
});

describe('the recorded scrapes', () => {
  it('are of the versions of the images, with these exceptions; if not: make scrape', () => {
    const byExporter = (a: { readonly exporter: string }, b: { readonly exporter: string }) => a.exporter.localeCompare(b.exporter);
    expect(differing.sort(byExporter)).toEqual(differences.map(({ reason: _, ...difference }) => difference).sort(byExporter));
  });
});
