import type { Construct } from 'constructs';
import { k8s, PlatformChart } from '../kubernetes';
import { labelsOf, withAnnotations } from './labels';
import type { FilledProps, Host } from './schema';

/** Adds an Ingress for each host. It needs no annotation of any controller. */
export function addIngresses(edge: Construct, { annotations }: FilledProps, hosts: readonly Host[], ingressClassName: string): void {
  const hasCertificates = PlatformChart.containing(edge).environment.cluster.certificates.source !== 'none';
  for (const { key, host, secret, backends } of hosts) {
    const paths = backends.flatMap(({ route, paths: prefixes }) =>
      prefixes.map((path) => ({ path, pathType: 'Prefix', backend: { service: { name: route.service, port: { name: 'http' } } } })),
    );
    new k8s.KubeIngress(edge, `Ingress-${key}`, {
      metadata: withAnnotations({ labels: labelsOf(edge) }, annotations),
      spec: {
        ingressClassName,
        rules: [{ host, http: { paths } }],
        tls: [{ hosts: [host], ...(hasCertificates ? { secretName: secret } : {}) }], // without a Secret, the controller uses its own certificate
      },
    });
  }
}
