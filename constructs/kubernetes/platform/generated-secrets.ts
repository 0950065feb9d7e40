import { join } from 'node:path';
import type { Construct } from 'constructs';
import type { SecretRecord } from '../../../model';
import { fileOf } from '../pod/configuration';
import { type ImageName, reference } from '../pod/images';
import { connect, kubernetesApi } from '../workload/connections';
import { ContentJob } from '../workload/content-job';
import { images } from './images';

/** Adds a Job that creates missing Secrets with random values, and fails if a volume has outlived its Secret. For trials. */
export function addGeneratedSecrets(scope: Construct, secrets: readonly SecretRecord[], image: ImageName): void {
  const claims = [...new Set(secrets.flatMap((secret) => secret.claims))];
  new ContentJob(scope, 'generated-secrets', {
    name: 'generated-secrets',
    component: 'secrets',
    connections: [connect(kubernetesApi)],
    files: [fileOf(join(__dirname, 'generate-secrets.sh'), 'restart'), { name: 'secrets', text: linesOf(secrets), onChange: 'restart' }],
    image: reference(image),
    user: images.curl,
    resources: { cpu: '10m', memory: '32Mi' },
    retries: 6,
    variables: (workload) => ({ JOB: workload.instance }),
    rules: (workload) => [
      { apiGroups: [''], resources: ['secrets'], resourceNames: secrets.map((secret) => secret.name), verbs: ['get'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      { apiGroups: ['batch'], resources: ['jobs'], resourceNames: [workload.instance], verbs: ['get'] },
      ...(claims.length > 0 ? [{ apiGroups: [''], resources: ['persistentvolumeclaims'], resourceNames: claims, verbs: ['get'] }] : []),
    ],
  });
}

const linesOf = (secrets: readonly SecretRecord[]): string =>
  secrets.map((secret) => `${[secret.name, secret.keys.join(','), secret.claims.join(',')].join(' ').trim()}\n`).join('');
