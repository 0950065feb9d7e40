import { nameOf } from '../model';
import { definePolicy, demand, show } from './policy';
import { type CertificateOf, certificatesIn } from './routes';

export const oneCertificatePerHost = definePolicy(
  'one-certificate-per-host',
  'If two objects have the same host and different certificates, it depends on the edge which certificate clients get.',
  (model) => {
    const first = new Map<string, CertificateOf>();
    return certificatesIn(model).flatMap((certificate) => {
      const { host, secret, object } = certificate;
      const earlier = first.get(host) ?? certificate;
      first.set(host, earlier);
      return demand(earlier.secret === secret, {
        where: object.where,
        message: `the certificate of ${host} is ${show(secret)}, and ${show(earlier.secret)} in ${nameOf(earlier.object.manifest)}`,
        fix: 'give both the same Secret, or another host',
      });
    });
  },
);
