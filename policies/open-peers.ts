// Finds peers of a NetworkPolicy that unintentionally match everything.
import { isWide, notPublic, notPublicIpv6, rangeOf, widest } from '../model';
import { show } from './policy';

export interface NetworkPolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Whether no label needs to have a certain value: Exists, DoesNotExist and NotIn match nearly everything. */
export const isOpen = ({ matchLabels = {}, matchExpressions = [] }: Selector): boolean =>
  Object.keys(matchLabels).length === 0 && !matchExpressions.some(({ operator }) => operator === 'In');

/** Ranges that a peer on the Internet must exclude, because their addresses are not public. */
const notPublicOf = { ipv4: notPublic, ipv6: notPublicIpv6 } as const;

/** Why a peer is too open; undefined if it is not. */
export function opennessOf({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string | undefined {
  if (!podSelector && !namespaceSelector && !ipBlock) return 'names no peer';
  if (podSelector && isOpen(podSelector)) return `has ${textOf(podSelector)} podSelector, which means every pod`;
  if (namespaceSelector && isOpen(namespaceSelector)) return `has ${textOf(namespaceSelector)} namespaceSelector, which means every namespace`;
  return ipBlock && opennessOfBlock(ipBlock);
}

const textOf = ({ matchExpressions = [] }: Selector): string =>
  matchExpressions.length === 0 ? 'an empty' : `only ${[...new Set(matchExpressions.map(({ operator }) => operator))].join(' and ')} in its`;

/** A wide range must be the Internet: all addresses of its family without those that are not public. */
function opennessOfBlock({ cidr, except = [] }: NonNullable<NetworkPolicyPeer['ipBlock']>): string | undefined {
  const range = rangeOf(cidr);
  if (!range) return `is ${show(cidr)}, which is not a range`;
  if (!isWide(cidr)) return undefined;
  if (range.prefix !== '') return `is ${show(cidr)}, which is wider than /${widest[range.family]}`;
  const missing = notPublicOf[range.family].filter((each) => !except.some((exception) => areEqual(exception, each)));
  return missing.length > 0 ? `is ${show(cidr)} without the exceptions ${missing.join(', ')}` : undefined;
}

function areEqual(a: string, b: string): boolean {
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return one !== undefined && one.family === other?.family && one.prefix === other.prefix;
}
