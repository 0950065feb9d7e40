import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComponentAlerts } from '../../model';
import { ruleFile, testFiles } from './files';

/**
 * Checks all rules of components and runs all tests of their alerts with promtool.
 *
 * @returns the errors of promtool; empty if there are none
 */
export function promtool(components: readonly ComponentAlerts[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-promtool-'));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const run = (...flags: readonly string[]): string => {
    const { status, stdout, stderr, error } = spawnSync('promtool', flags, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? '' : `promtool ${flags.slice(0, 2).join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`;
  };
  try {
    const rules = components.map((component) => write(`${component.namespace}.${component.component}.rules.yaml`, ruleFile(component)));
    const tests = components
      .flatMap((component) => Object.entries(testFiles(component)).map(([name, text]) => write(name, text)))
      .filter((name) => name.endsWith('.test.yaml'));
    return run('check', 'rules', '--lint=all', '--lint-fatal', ...rules) + run('test', 'rules', ...tests);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
