// Finds peers of a NetworkPolicy that unintentionally match everything.
import { notPublic, notPublicIpv6 } from '../model';
import { show } from './policy';

export interface NetworkPolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly unknown[];
}

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: Selector): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

/** Ranges that a peer on the Internet must exclude, because their addresses are not public. */
const notPublicOf: Readonly<Record<string, readonly string[]>> = { '0.0.0.0/0': notPublic, '::/0': notPublicIpv6 };

/** Why a peer is too open; undefined if it is not. */
export function opennessOf({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string | undefined {
  if (!podSelector && !namespaceSelector && !ipBlock) return 'names no peer';
  if (podSelector && isEmpty(podSelector)) return 'has an empty podSelector, which means every pod';
  if (namespaceSelector && isEmpty(namespaceSelector)) return 'has an empty namespaceSelector, which means every namespace';
  const missing = (notPublicOf[ipBlock?.cidr ?? ''] ?? []).filter((range) => !ipBlock?.except?.includes(range));
  return missing.length > 0 ? `is ${show(ipBlock?.cidr)} without the exceptions ${missing.join(', ')}` : undefined;
}
