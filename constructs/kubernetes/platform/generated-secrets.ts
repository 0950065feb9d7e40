import { join } from 'node:path';
import { Construct } from 'constructs';
import type { SecretRecord } from '../../../model';
import { k8s } from '../k8s';
import { apiAccess } from '../pod/api-access';
import { checksum, dataOf, fileOf } from '../pod/configuration';
import { images, reference } from '../pod/images';
import { pod, resourceRequirements, restricted } from '../pod/pod';
import { connect, kubernetesApi } from '../workload/connections';
import { Workload } from '../workload/workload';

/** The id of the Job's component: it names the content, because a Job runs once and cannot be changed. */
function generatedSecretsId(secrets: readonly SecretRecord[]): string {
  return `generated-secrets-${checksum(JSON.stringify([filesOf(secrets), reference(images.curl)])).slice(0, 8)}`;
}

/** A Job that creates the Secrets that are missing, with random values, and refuses where their data's volume outlived them. For trials. */
export class GeneratedSecrets extends Construct {
  constructor(scope: Construct, secrets: readonly SecretRecord[]) {
    super(scope, generatedSecretsId(secrets));
    const workload = new Workload(this, { name: 'generated-secrets', component: 'secrets', connections: [connect(kubernetesApi)] });
    const metadata = { labels: workload.labels };
    const claims = [...new Set(secrets.flatMap((secret) => secret.claims))];
    const access = apiAccess(this, workload, [
      { apiGroups: [''], resources: ['secrets'], resourceNames: secrets.map((secret) => secret.name), verbs: ['get'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: ['batch'], resources: ['jobs'], resourceNames: [workload.instance], verbs: ['get'] },
      ...(claims.length > 0 ? [{ apiGroups: [''], resources: ['persistentvolumeclaims'], resourceNames: claims, verbs: ['get'] }] : []),
    ]);
    new k8s.KubeConfigMap(this, 'ConfigMap', { metadata, data: dataOf(filesOf(secrets)) });
    new k8s.KubeJob(this, 'Job', {
      metadata,
      spec: {
        backoffLimit: 6,
        template: pod({
          workload,
          uid: images.curl.uid,
          gid: images.curl.gid,
          restartPolicy: 'OnFailure',
          terminationGracePeriodSeconds: 5,
          serviceAccountName: access.serviceAccountName,
          containers: [
            {
              name: 'generate',
              image: reference(images.curl),
              command: ['/bin/sh', '/etc/ballast/generate-secrets.sh'],
              env: [{ name: 'JOB', value: workload.instance }],
              resources: resourceRequirements({ cpu: '10m', memory: '32Mi' }),
              securityContext: restricted(),
              volumeMounts: [access.mount, { name: 'files', mountPath: '/etc/ballast', readOnly: true }, { name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [access.volume, { name: 'files', configMap: { name: workload.instance } }, { name: 'tmp', emptyDir: {} }],
        }),
      },
    });
  }
}

const filesOf = (secrets: readonly SecretRecord[]) => [
  fileOf(join(__dirname, 'generate-secrets.sh'), 'restart'),
  {
    name: 'secrets',
    text: secrets.map((secret) => `${[secret.name, secret.keys.join(','), secret.claims.join(',')].join(' ').trim()}\n`).join(''),
    onChange: 'restart' as const,
  },
];
