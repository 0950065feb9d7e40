import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfigurationFile, checksums, dataOf, fileOf } from '../../../../constructs/kubernetes/pod/configuration';

const file = (name: string, text: string, onChange: ConfigurationFile['onChange']): ConfigurationFile => ({ name, text, onChange });

describe('the configuration of a component', () => {
  it('is one ConfigMap key per file', () => {
    expect(dataOf([file('a.conf', 'a\n', 'restart'), file('b.conf', 'b\n', 'reload')])).toEqual({ 'a.conf': 'a\n', 'b.conf': 'b\n' });
  });

  it('adds the sha256 of a file that needs a restart to the pods, under the name of the file', () => {
    expect(checksums([file('a.conf', 'abc', 'restart')])).toEqual({
      'checksum/a.conf': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', // FIPS 180's example
    });
  });

  it('rolls the pods when such a file changes', () => {
    expect(checksums([file('a.conf', 'old', 'restart')])).not.toEqual(checksums([file('a.conf', 'new', 'restart')]));
  });

  it('does not roll the pods when a reloaded file changes', () => {
    expect(checksums([file('a.conf', 'old', 'reload')])).toEqual({});
  });

  it('is read from the file next to the construct, without its comments', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ballast-'));
    try {
      writeFileSync(join(folder, 'start.sh'), '#!/bin/sh\n# Greets.\necho 안녕\n');
      const { name, text, onChange } = fileOf(join(folder, 'start.sh'), 'restart');
      expect([name, onChange, text.replace(/^# .*$/m, '# source')]).toEqual(['start.sh', 'restart', '#!/bin/sh\n# source\necho 안녕\n']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
