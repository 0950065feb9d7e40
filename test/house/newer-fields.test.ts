import { sources } from './project';

/** Each file that uses withNewerFields(), with the count and the reason. Remove a use when the L1 knows the field. */
const uses: Readonly<Record<string, readonly [count: number, reason: string]>> = {
  'constructs/web-service/web-service.ts': [1, 'preStop.sleep (Kubernetes 1.30): images of applications need no shell'],
};

it('fields newer than the L1 are added only in the listed places', () => {
  const found = Object.entries(sources())
    .filter(([path]) => /^(charts|constructs)\//.test(path) && path !== 'constructs/kubernetes/platform/newer-fields.ts')
    .map(([path, text]) => [path, text.match(/^\s*withNewerFields[<(]/gm)?.length ?? 0] as const)
    .filter(([, count]) => count > 0);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(uses).map(([path, [count]]) => [path, count])));
});
