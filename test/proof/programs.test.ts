import { dirname } from 'node:path';
import { requirePrograms } from '../../proof/programs';

const row = { fullName: 'shop/helm/install', programs: ['helm'] };

describe('the programs of rows', () => {
  it('are required on PATH before anything is done', () => {
    expect(() => requirePrograms([{ fullName: 'shop/db/drain' }, row], '/nonexistent')).toThrow(
      "shop/helm/install needs the program 'helm', which is not on PATH: install it, or name other rows in ROW",
    );
  });

  it('may be in any folder of PATH', () => {
    const node = { ...row, programs: [process.execPath.split('/').at(-1) ?? ''] };
    expect(() => requirePrograms([node], `/nonexistent:${dirname(process.execPath)}`)).not.toThrow();
  });

  it('are none by default', () => expect(() => requirePrograms([{ fullName: 'shop/db/drain' }], '')).not.toThrow());
});
