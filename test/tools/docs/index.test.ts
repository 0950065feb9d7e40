import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documents } from '../../../tools/docs';
import { failure } from '../../constructs/fixture';
import { model } from '../../policies/fixture';

it('the architecture page of a new platform is missing: the error names the marks that it must contain', () => {
  const root = mkdtempSync(join(tmpdir(), 'ballast-docs-'));
  try {
    expect(failure(() => documents([model()], {}, root))).toBe(
      `docs/architecture/shopfds.md is missing; write the page of the platform, with these marks around the generated parts:
  <!-- components: generated -->
  <!-- end of components -->
  <!-- connections: generated -->
  <!-- end of connections -->
  <!-- secrets: generated -->
  <!-- end of secrets -->`,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
