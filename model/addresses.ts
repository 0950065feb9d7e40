/** Private, carrier, link-local (cloud metadata) and benchmark ranges: RFC 6890. All other addresses are the Internet. */
export const notPublic = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '198.18.0.0/15'];

/** Unique local and link-local ranges of IPv6: RFC 4193, RFC 4291. */
export const notPublicIpv6 = ['fc00::/7', 'fe80::/10'];
