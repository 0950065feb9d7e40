// Addresses and ranges of addresses.
import * as v from 'valibot';
import { bitsOf, isWide, widest } from '../../../model';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const ipv4 = `(${octet}\\.){3}${octet}`;
const ipv6 = '[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}';

/** A range of IPv4 or IPv6 addresses of any size, written with its first address as the API server requires. */
export function cidr(description: string) {
  const remedy = "it must be a range that begins with its first address, such as '10.0.0.0/28' or 'fd00::/64'";
  const form = new RegExp(`^(${ipv4}/(3[0-2]|[12]?[0-9])|${ipv6}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$`);
  return v.pipe(v.string(remedy), v.regex(form, remedy), v.check(beginsWithItsFirst, remedy), v.description(description));
}

/** A range of the addresses of one peer. A wider range would open a NetworkPolicy to nearly everything. */
export const range = (description: string) =>
  v.pipe(
    cidr(description),
    v.check(
      (value) => !isWide(value),
      `it must be no wider than /${widest.ipv4} for IPv4 and /${widest.ipv6} for IPv6; name the addresses of the peer`,
    ),
  );

/** An IPv4 or IPv6 address. */
export function address(description: string) {
  const remedy = "it must be an IP address such as '10.0.0.10' or 'fd00::a'";
  return v.pipe(
    v.string(remedy),
    v.check((value) => bitsOf(value) !== undefined, remedy),
    v.description(description),
  );
}

function beginsWithItsFirst(value: string): boolean {
  const [start = '', length = ''] = value.split('/');
  const bits = bitsOf(start);
  return bits !== undefined && Number(length) <= bits.length && !bits.slice(Number(length)).includes('1');
}
