import { packaged } from '../../../proof/components';
import { judgeStores } from '../../../proof/helm/judge-stores';
import { helmRows } from '../../../proof/helm/rows';
import type { ProvenComponent } from '../../../proof/proven-component';
import { allRows, rowsOf } from '../../../proof/rows';

describe('the rows of a chart', () => {
  const rows = packaged.flatMap((each) => helmRows(each, rowsOf));

  it('need helm', () => expect(rows.filter(({ programs }) => !programs?.includes('helm'))).toEqual([]));

  it('belong to the folder of the chart', () =>
    expect(new Set(rows.map(({ component }) => component.folder))).toEqual(new Set(packaged.map(({ platform }) => `helm/${platform}`))));

  it('promise for each store what its drain does', () => {
    const text = rows.find(({ fullName }) => fullName.endsWith('/upgrade-image'))?.promise.text;
    const drains = allRows.filter((row) => 'name' in row && row.name === 'drain');
    for (const { component, promise } of drains) expect(text).toContain(`never more than ${promise.maximum} s in ${component.name}`);
  });

  it('need a promise of each store for its drain', () => {
    const [first] = packaged;
    if (!first) throw new Error('no platform has a chart');
    expect(() => helmRows(first, () => [])).toThrow("has no row 'drain' that promises a maximum");
  });
});

describe('outages of several stores', () => {
  const [db, cache] = [{ name: 'shop/db' }, { name: 'shop/cache' }] as unknown as [ProvenComponent, ProvenComponent];
  const limitOf = (store: ProvenComponent) => (store === db ? { median: 4, maximum: 6 } : { maximum: 1 });
  const judged = (took: number, ...outages: number[]) =>
    judgeStores(
      [db, cache],
      [
        { took: 60, outages: [3, 0.2], restarted: ['shop/db'] },
        { took, outages, restarted: ['shop/db'] },
        { took: 60, outages: [0.3, 0.9], restarted: ['shop/cache'] },
      ],
      { limitOf, promise: { text: 'within 100 s', maximum: 100 }, times: 3 },
    );

  it('are compared with the limits of the stores that restart', () =>
    expect([judged(70, 4.9, 0.5).passed, judged(70, 5.1, 0.5).passed, judged(70, 6.1, 0.5).passed]).toEqual([true, false, false]));

  it('are compared with 2 s in stores that do not restart', () =>
    expect([judged(70, 3.5, 1.9).passed, judged(70, 3.5, 2.1).passed]).toEqual([true, false]));

  it('fail with the time of the command', () => expect(judged(101, 3.5, 0.5).passed).toBe(false));

  it('are named with their stores', () =>
    expect(judged(70, 3.5, 0.5).measured).toBe(
      'writes stopped: shop/db median 3.3 s, maximum 3.5 s in its restarts, at most 0.30 s in others; shop/cache 0.90 s in its restarts, at most 0.50 s in others; complete after median 60.0 s, maximum 70.0 s',
    ));
});
