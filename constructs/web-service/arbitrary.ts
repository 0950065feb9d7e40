import fc from 'fast-check';
import {
  type ComponentArbitrary,
  dictionary,
  mostly,
  of,
  optional,
  record,
  resources,
  secretKey,
  wrongId,
  wrongNumber,
  wrongText,
} from '../kubernetes/arbitraries';
import type { WebServiceProps } from './schema';
import { WebService } from './web-service';

const byCpu = { maximumReplicas: mostly(of(50, 1000), wrongNumber), cpuPercent: mostly(of(50, 80), wrongNumber) };

const props = record<Omit<WebServiceProps, 'connections'>>({
  image: mostly(
    of('ghcr.io/shop/app:1.0.0', 'registry.example.com:5000/app:2.0.0', `ghcr.io/shop/app@sha256:${'0'.repeat(64)}`),
    fc.oneof(
      of('app', 'ghcr.io/shop/app', 'registry.example.com:5000/app', 'Shop:1', 'a b:1', 'app:1\n', 'app:', '/app:1', 'app@sha256:0'),
      wrongText,
    ),
  ),
  replicas: mostly(of(1, 2, 3, 50), wrongNumber),
  autoscaling: optional(
    fc.oneof<fc.Arbitrary<NonNullable<WebServiceProps['autoscaling']>>[]>(
      record({ by: of('nothing' as const) }),
      record({ by: of('cpu' as const), ...byCpu }),
      record({ by: of('requests' as const), ...byCpu, requestsPerSecond: mostly(of(1, 100), wrongNumber) }),
    ),
  ),
  schemaCheck: optional(fc.array(mostly(of('check'), wrongText), { minLength: 1, maxLength: 2 })),
  resources,
  port: optional(mostly(of(1024, 8000, 65535), fc.oneof(of(80, 65536), wrongNumber))),
  command: optional(fc.array(mostly(of('/app/run', '--fast'), wrongText), { maxLength: 2 })),
  healthPath: optional(mostly(of('/health', '/', '/health?deep=1'), fc.oneof(of('/a\nb', '/a b', '/한글'), wrongText))),
  variables: optional(
    dictionary(
      mostly(of('MODE', 'A', '_B2', 'DATABASE_URL_PASSWORD'), wrongText),
      fc.oneof(fc.string({ maxLength: 8 }), of('', '$', '$(A)', '$$(A)', 'a: b'), secretKey('app', 'app.v2')),
      3,
    ),
  ),
  drainSeconds: optional(mostly(of(1, 5, 60), wrongNumber)),
  stopSeconds: optional(mostly(of(5, 25, 3600), wrongNumber)),
  uid: optional(mostly(of(1, 1000, 65534), wrongNumber)),
});

export const arbitrary: ComponentArbitrary<Omit<WebServiceProps, 'connections'>> = {
  weight: 3,
  id: mostly(of('shop', 'web', 'a', 'c'.repeat(52)), wrongId),
  props,
  make: (scope, id, given, connections) => new WebService(scope, id, { ...given, connections }),
};
