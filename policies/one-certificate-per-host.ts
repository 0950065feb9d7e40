import { nameOf } from '../model';
import { type Located, objectsOf } from './manifests';
import { definePolicy, demand, show } from './policy';

export const oneCertificatePerHost = definePolicy(
  'one-certificate-per-host',
  'If two Ingresses have the same host and different certificates, it depends on the controller which certificate clients get.',
  (model) => {
    const first = new Map<string, { readonly ingress: Located; readonly secret: string | undefined }>();
    return objectsOf(model, 'Ingress').flatMap((ingress) =>
      certificatesOf(ingress).flatMap(({ host, secret }) => {
        const earlier = first.get(host) ?? { ingress, secret };
        first.set(host, earlier);
        return demand(earlier.secret === secret, {
          where: ingress.where,
          message: `the certificate of ${host} is ${show(secret)}, and ${show(earlier.secret)} in ${nameOf(earlier.ingress.manifest)}`,
          fix: 'give both the same tlsSecret, or another host',
        });
      }),
    );
  },
);

interface Tls {
  readonly hosts?: readonly string[];
  readonly secretName?: string;
}

const certificatesOf = ({ manifest }: Located) =>
  ((manifest.spec.tls ?? []) as readonly Tls[]).flatMap(({ hosts = ['*'], secretName }) => hosts.map((host) => ({ host, secret: secretName })));
