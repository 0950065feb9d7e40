// What the client program and the rows share.
import { slotCount } from './cluster-nodes';

/** The slot of a hash tag: CRC-16/XMODEM modulo the number of slots, as in Redis. */
export function slotOf(tag: string): number {
  let crc = 0;
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc % slotCount;
}

/** A hash tag for each shard, whose slot is in the middle of that part of the slots, by the name of the loop that uses it. */
export function hashTags(shards: number): Readonly<Record<string, string>> {
  const middles = Array.from({ length: shards }, (_, index) => Math.floor(((index + 0.5) * slotCount) / shards));
  return Object.fromEntries(middles.map((slot, index) => [`shard ${index + 1}`, tagOf(slot)]));
}

function tagOf(slot: number): string {
  for (let number = 0; ; number++) if (slotOf(String(number)) === slot) return String(number);
}

/** Keys that expire: their number, and their lifetime in seconds, which shortens the sessions' 30 minutes and the blacklist's 7 days. */
export const expiring = {
  sessions: { keys: 300, seconds: 5 },
  blacklist: { keys: 300, seconds: 20 },
} as const;

/** Keys that fill a shard. */
export const filler = { bytes: 1000, keysAtOnce: 500, key: (tag: string, number: number | ''): string => `proof:{${tag}}:fill:${number}` } as const;
