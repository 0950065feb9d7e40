import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

export interface GatewayProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: { readonly gatewayClassName: string; readonly listeners: readonly Listener[] };
}

/** The fields of a listener that this project sets. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly hostname?: string;
  readonly tls?: {
    readonly mode: 'Terminate';
    readonly certificateRefs: readonly { readonly group: ''; readonly kind: 'Secret'; readonly name: string }[];
  };
  readonly allowedRoutes: { readonly namespaces: { readonly from: 'Same' } };
}

/** gateway.networking.k8s.io/v1: the listeners of an implementation of the Gateway API. */
export class Gateway extends ApiObject {
  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id, { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', ...props });
  }
}

export interface HttpRouteProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: {
    readonly parentRefs: readonly {
      readonly group: 'gateway.networking.k8s.io';
      readonly kind: 'Gateway';
      readonly name: string;
      readonly sectionName: string;
    }[];
    readonly hostnames?: readonly string[];
    readonly rules: readonly HttpRouteRule[];
  };
}

/** The fields of a rule that this project sets. */
export interface HttpRouteRule {
  readonly matches: readonly { readonly path: { readonly type: 'PathPrefix'; readonly value: string } }[];
  readonly filters?: readonly {
    readonly type: 'RequestRedirect';
    readonly requestRedirect: { readonly scheme: 'https'; readonly statusCode: 301 };
  }[];
  readonly backendRefs?: readonly {
    readonly group: '';
    readonly kind: 'Service';
    readonly name: string;
    readonly port: number;
    readonly weight: 1;
  }[];
}

/** gateway.networking.k8s.io/v1: what a Gateway does with requests. */
export class HttpRoute extends ApiObject {
  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id, { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', ...props });
  }
}
