import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Copies folders of dist as input for `kustomize build` and `helm template`: plain files without patches or values.
 *
 * @returns the folders, each a kustomization and a chart
 */
export function plainFolders(folders: readonly string[], target: string): string[] {
  return folders.map((folder, index) => {
    const name = `${basename(folder)}-${index}`;
    const files = readdirSync(folder).sort();
    mkdirSync(join(target, name, 'templates'), { recursive: true });
    writeFileSync(join(target, name, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`);
    writeFileSync(join(target, name, 'kustomization.yaml'), `resources:\n${files.map((file) => `  - ${file}\n`).join('')}`);
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(join(target, name, file), text);
      writeFileSync(join(target, name, 'templates', file), text.replaceAll('{{', '{{ "{{" }}')); // Helm must print the braces, not evaluate them
    }
    return join(target, name);
  });
}
