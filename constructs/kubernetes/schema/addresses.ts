// Addresses and ranges of addresses.
import * as v from 'valibot';
import { bitsOf, widest } from '../../../model';
import { condition, refused, unlike } from './condition';
import { text } from './schema';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const ipv4 = `(${octet}\\.){3}${octet}`;
const group = '[0-9a-f]{1,4}';
/** All eight groups, or fewer with '::' in place of the others. */
const ipv6Forms = [
  `(${group}:){7}${group}`,
  `(${group}:){1,7}:`,
  `:(:${group}){1,7}`,
  '::',
  ...[1, 2, 3, 4, 5, 6].map((before) => `(${group}:){1,${before}}(:${group}){1,${7 - before}}`),
];
const ipv6 = `(${ipv6Forms.join('|')})`;

/** A range of IPv4 or IPv6 addresses of any size, written with its first address as the API server requires. */
export function cidr(description: string) {
  const remedy = "it must be a range that begins with its first address, such as '10.0.0.0/28' or 'fd00::/64'";
  const form = new RegExp(`^(${ipv4}/(3[0-2]|[12]?[0-9])|${ipv6}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$`);
  return v.pipe(
    v.string(remedy),
    v.regex(form, remedy),
    // Only for IPv4: the alternatives of IPv6 would be thousands.
    condition(beginsWithItsFirst, remedy, refused({ type: 'string', pattern: `^${ipv4}/`, not: { pattern: firstOfRange } }, remedy)),
    v.description(description),
  );
}

/** A range of the addresses of one peer. A wider range would open a NetworkPolicy to nearly everything. */
export const range = (description: string) =>
  v.pipe(
    cidr(description),
    unlike(
      new RegExp(`^[0-9.]+/${below(widest.ipv4)}$|:.*/${below(widest.ipv6)}$|^[0:]+:ffff:.*/(${ipv4InIpv6.join('|')})$`),
      `it must be no wider than /${widest.ipv4} for IPv4 and /${widest.ipv6} for IPv6; name the addresses of the peer`,
    ),
  );

/** An IPv4 or IPv6 address. */
export const address = (description: string) =>
  text(description, new RegExp(`^(${ipv4}|${ipv6})$`), "it must be an IP address such as '10.0.0.10' or 'fd00::a'");

const below = (length: number): string => `(${Array.from({ length }, (_, shorter) => shorter).join('|')})`;

/** Prefixes of wide ranges of IPv4 that are written as IPv6. */
const ipv4InIpv6 = Array.from({ length: widest.ipv4 }, (_, prefix) => 96 + prefix);

function beginsWithItsFirst(value: string): boolean {
  const [start = '', length = ''] = value.split('/');
  const bits = bitsOf(start);
  return bits !== undefined && Number(length) <= bits.length && !bits.slice(Number(length)).includes('1');
}

/** Octets that are multiples of a power of 2. */
function multiplesOf(step: number): string {
  if (step === 1) return octet;
  return `(${Array.from({ length: 256 / step }, (_, index) => index * step).join('|')})`;
}

/** Ranges of IPv4 whose bits after the prefix are 0, without arithmetic. */
const firstOfRange = `^(0\\.0\\.0\\.0/0|${[0, 1, 2, 3]
  .flatMap((before) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((bits) => `(${octet}\\.){${before}}${multiplesOf(2 ** (8 - bits))}(\\.0){${3 - before}}/${8 * before + bits}`),
  )
  .join('|')})$`;
