/** Private, carrier, link-local (cloud metadata) and benchmark ranges: RFC 6890. All other addresses are the Internet. */
export const notPublic = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15'];

/** Unique local and link-local ranges of IPv6: RFC 4193, RFC 4291. */
export const notPublicIpv6 = ['fc00::/7', 'fe80::/10'];

/** The shortest prefix of a range that is still the addresses of one peer; a shorter one is a wide range. */
export const widest = { ipv4: 8, ipv6: 16 } as const;

/** A range in one form, however it is written. */
export interface AddressRange {
  readonly family: 'ipv4' | 'ipv6';
  /** The bits that all its addresses share; empty for all addresses of the family. */
  readonly prefix: string;
}

/** Undefined if the text is not a range. */
export function rangeOf(cidr: string): AddressRange | undefined {
  const [start = '', length = '', ...more] = cidr.split('/');
  const bits = bitsOf(start);
  if (!bits || more.length > 0 || !/^[0-9]{1,3}$/.test(length) || Number(length) > bits.length) return undefined;
  const prefix = bits.slice(0, Number(length));
  if (bits.length === 32) return { family: 'ipv4', prefix };
  // Go, and so Kubernetes, reads these as addresses of IPv4.
  return prefix.startsWith(mappedIpv4) ? { family: 'ipv4', prefix: prefix.slice(mappedIpv4.length) } : { family: 'ipv6', prefix };
}

const mappedIpv4 = '0'.repeat(80) + '1'.repeat(16);

/** Whether a range is too wide to be the addresses of one peer. A text that is not a range counts as wide. */
export function isWide(cidr: string): boolean {
  const range = rangeOf(cidr);
  return !range || range.prefix.length < widest[range.family];
}

/** The bits of an address; undefined if it is not an address. */
export function bitsOf(address: string): string | undefined {
  return address.includes(':') ? bitsOfIpv6(address) : bitsOfIpv4(address);
}

function bitsOfIpv4(address: string): string | undefined {
  const parts = address.split('.');
  const valid = parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
  return valid ? parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('') : undefined;
}

function bitsOfIpv6(address: string): string | undefined {
  const [head = '', tail, ...more] = address.split('::');
  if (more.length > 0) return undefined;
  const groups = (half: string) => (half === '' ? [] : half.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array<string>(missing).fill('0'), ...after];
  return all.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
    : undefined;
}
