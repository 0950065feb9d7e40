import type { k8s } from '../k8s';
import type { PodSettings } from '../schema/pods';

const folder = '/etc/ballast-certificates';

/** Makes a program trust the environment's certificates. Go and OpenSSL, Python's requests, and Node.js each read one of the variables. */
export function certificates({ certificateAuthorities: authorities }: PodSettings): {
  readonly env: k8s.EnvVar[];
  readonly volumes: k8s.Volume[];
  readonly volumeMounts: k8s.VolumeMount[];
} {
  if (!authorities) return { env: [], volumes: [], volumeMounts: [] };
  const { configMap: name, key } = authorities;
  return {
    env: ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'].map((variable) => ({ name: variable, value: `${folder}/ca.crt` })),
    volumes: [{ name: 'certificates', configMap: { name, items: [{ key, path: 'ca.crt' }] } }],
    volumeMounts: [{ name: 'certificates', mountPath: folder, readOnly: true }],
  };
}
