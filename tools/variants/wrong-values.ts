/** Values of each kind that are wrong in most places. If a place accepts one, it must render to manifests that the API server accepts. */
export const wrongValues: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21, [], {}, [null], [[]], { a: null }],
  ...['', ' ', 'a b', '../../evil', 'UPPER', 'x\ny', '\t', '\u0007', '\u2028', 'ünïcode', 'x'.repeat(300), '{{ .Values.x }}', '$(HOME)'],
  ...['-1', '0', '1', 'null', 'true', '0o17', '1e3', '-', '*', '#', "'", '"', 'a: b', 'latest', 'default', 'kube-system', 'undefined'],
  () => 'computed',
];
