import { refuseGone } from '../../policies/gone-environments';
import { recordOf } from '../../policies/immutable-fields';
import { model } from './fixture';

const recorded = recordOf(model());
const refused = (...environments: readonly string[]) => refuseGone(recorded, [{ name: 'shopfds', environments }]);

describe('a recorded environment', () => {
  it('passes while its platform still has it', () => {
    expect(refused('dev', 'production')).toEqual([]);
  });

  it('is refused when it was removed, with the objects that hold data in it', () => {
    expect(refused('dev')).toEqual([
      expect.objectContaining({
        where: 'shopfds/production',
        message: expect.stringContaining('its cluster holds data in StatefulSet shopfds/db (claims data-db-*)'),
        fix: expect.stringContaining('`make record`'),
      }),
    ]);
  });

  it('is refused when it was renamed', () => {
    expect(refused('dev', 'prod').map(({ where }) => where)).toEqual(['shopfds/production']);
  });

  it('is refused with the claims that belong to no StatefulSet', () => {
    const claim = { 'shopfds/qa PersistentVolumeClaim shopfds/files': {} };
    expect(refuseGone(claim, [])[0]?.message).toContain('its cluster holds data in PersistentVolumeClaim shopfds/files');
  });

  it('is refused even if it held no data', () => {
    expect(refuseGone({ 'shopfds/qa Service shopfds/shop': {} }, [])[0]?.message).toContain('it held no data');
  });
});
