import { globSync, readFileSync } from 'node:fs';
import type { Image } from '../../constructs/kubernetes';
import { images as ofPostgres } from '../../constructs/postgres/images';
import { images as ofRedis } from '../../constructs/redis/images';
import type { RecordedScrape } from '../../model';

/** The image from which each exporter comes. */
const imageOf: Readonly<Record<string, Image>> = {
  patroni: ofPostgres.spilo,
  postgres_exporter: ofPostgres.postgresExporter,
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
  { exporter: 'patroni', recorded: '4.1.0', image: '4.1-p2', reason: 'the version of Spilo, which names only the branch of Patroni: 4.1' },
  {
    exporter: 'postgres_exporter',
    recorded: '0.17.1',
    image: 'v0.19.1',
    reason: 'recorded on a stand-in; up to 0.19, the changelog changes no metric that an alert reads',
  },
  {
    exporter: 'redis_exporter',
    recorded: '1.69.0',
    image: 'v1.90.0',
    reason: 'recorded on a stand-in; up to 1.90, the release notes change no metric that an alert reads',
  },
];
