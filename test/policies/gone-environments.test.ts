import { refuseGone } from '../../policies/gone-environments';
import { recordOf } from '../../policies/immutable-fields';
import { model } from './fixture';

const recorded = recordOf(model());
const refused = (...environments: readonly string[]) => refuseGone(recorded, [{ name: 'shopfds', environments }]);

describe('an environment that is recorded', () => {
  it('passes while its platform has it', () => {
    expect(refused('dev', 'production')).toEqual([]);
  });

  it('is refused when it is gone, with all that holds data in it', () => {
    expect(refused('dev')).toEqual([
      expect.objectContaining({
        where: 'shopfds/production',
        message: expect.stringContaining('its cluster holds data in StatefulSet shopfds/db (claims data-db-*)'),
        fix: expect.stringContaining('`make record`'),
      }),
    ]);
  });

  it('is refused when it has another name', () => {
    expect(refused('dev', 'prod').map(({ where }) => where)).toEqual(['shopfds/production']);
  });

  it('is refused with its claims of no StatefulSet', () => {
    const claim = { 'shopfds/qa PersistentVolumeClaim shopfds/files': {} };
    expect(refuseGone(claim, [])[0]?.message).toContain('its cluster holds data in PersistentVolumeClaim shopfds/files');
  });

  it('is refused where it held no data too', () => {
    expect(refuseGone({ 'shopfds/qa Service shopfds/shop': {} }, [])[0]?.message).toContain('it held no data');
  });
});
