import type { AlertRecord, ComponentAlerts, Manifest, Model } from '../../../model';

/** What in the runbooks of a component would not work when an engineer copies it at night. */
export function faultsOf(model: Model, component: ComponentAlerts): string[] {
  const objects = model.files.flatMap((file) => file.objects.map(({ manifest }) => manifest)).filter(ownedBy(component));
  return [...new Set(component.alerts.flatMap((alert) => faultsOfAlert(alert, objects)))];
}

/** Variables that the head of the page sets. */
const ofThePage = ['NAMESPACE', 'NAME', 'RUNNING'];

function faultsOfAlert({ name, runbook, cases }: AlertRecord, objects: readonly Manifest[]): string[] {
  const text = `${runbook.look}\n${runbook.act}`;
  const [fires] = cases();
  const hasPod = fires?.alerts.every(({ labels }) => 'pod' in labels) ?? false;
  return [
    ...unsetVariables(text, [...ofThePage, ...(hasPod ? ['POD'] : [])]).map((variable) => `${name}: nothing sets $${variable}`),
    ...commandsWithoutPrefix(text).map((command) => `${name}: \`${command}\` lacks kubectl exec`),
    ...[...text.matchAll(/^ *kubectl .*(?:exec|logs).*$/gm)].flatMap(([line]) => faultsOfCommand(line, objects).map((fault) => `${name}: ${fault}`)),
  ];
}

function unsetVariables(text: string, given: readonly string[]): string[] {
  const set = new Set(given);
  // The shell in the pod replaces what is in the quotes.
  const outside = text.replaceAll(/ -- sh -c '[^'\n]*'/g, '');
  return [...outside.matchAll(/^ *([A-Z]+)=|\$\{?([A-Z]+)/gm)].flatMap(([, assigned, used]) => {
    if (assigned) set.add(assigned);
    return used && !set.has(used) ? [used] : [];
  });
}

const commandsWithoutPrefix = (text: string): string[] =>
  [...text.matchAll(/(?:^ *|`)((?:patronictl|psql|cli\.sh|redis-cli|SELECT) [^`\n]*)/gm)].map(([, command = '']) => command);

function faultsOfCommand(line: string, objects: readonly Manifest[]): string[] {
  const pods = objects.flatMap(({ spec }) => (spec?.template?.spec ? [spec.template.spec] : []));
  const [, name] = / -c (\S+)/.exec(line) ?? [];
  const pod = pods.find(({ containers }) => containers.some((container: Manifest[string]) => container.name === name));
  if (!pod) return [`there is no container ${name}`];
  const { volumeMounts } = pod.containers.find((container: Manifest[string]) => container.name === name);
  const paths = [...(line.split(' -- ')[1] ?? '').matchAll(/(?<= )\/\S+/g)].map(([path]) => path).filter((path) => path !== '/bin/sh');
  return paths.filter((path) => !exists(path, volumeMounts ?? [], pod.volumes ?? [], objects)).map((path) => `container ${name} has no ${path}`);
}

/** A path exists below a mount; if that is a ConfigMap, it must have the file. */
function exists(path: string, mounts: Manifest[string], volumes: Manifest[string], objects: readonly Manifest[]): boolean {
  const mount = mounts.find(({ mountPath }: Manifest[string]) => path === mountPath || path.startsWith(`${mountPath}/`));
  if (!mount) return false;
  const { configMap } = volumes.find((volume: Manifest[string]) => volume.name === mount.name) ?? {};
  if (!configMap) return true;
  const data = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap.name)?.data ?? {};
  return path.slice(mount.mountPath.length + 1) in data;
}

const ownedBy =
  ({ namespace, component }: ComponentAlerts) =>
  ({ metadata }: Manifest): boolean =>
    metadata.namespace === namespace && metadata.labels?.['app.kubernetes.io/instance'] === component;
