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

  it('promise for each store what its rolling restart does', () => {
    const text = rows.find(({ fullName }) => fullName.endsWith('/upgrade-image'))?.promise.text;
    for (const { name, promise } of allRows
      .filter((row) => 'name' in row && row.name === 'rolling-restart')
      .map((row) => ({ ...row, name: row.component.name })))
      expect(text).toContain(`${promise.maximum} s in ${name}`);
  });

  it('need a promise of each store for its rolling restart', () => {
    const [first] = packaged;
    if (!first) throw new Error('no platform has a chart');
    expect(() => helmRows(first, () => [])).toThrow("has no row 'rolling-restart' that promises a maximum");
  });
});

describe('outages of several stores', () => {
  const [db, cache] = [{ name: 'shop/db' }, { name: 'shop/cache' }] as unknown as [ProvenComponent, ProvenComponent];
  const limits = { limitOf: (store: ProvenComponent) => (store === db ? 4 : 1) };
  const judged = (took: number, ...outages: number[]) =>
    judgeStores(
      [db, cache],
      [
        { took: 60, outages: [3, 0.2] },
        { took, outages },
      ],
      { ...limits, promise: { text: 'within 100 s', maximum: 100 }, times: 2 },
    );

  it('are compared with the limit of each', () => expect([judged(70, 3.5, 0.5).passed, judged(70, 3.5, 1.5).passed]).toEqual([true, false]));

  it('fail with the time of the command', () => expect(judged(101, 3.5, 0.5).passed).toBe(false));

  it('are named with their stores', () =>
    expect(judged(70, 3.5, 0.5).measured).toBe(
      'outages: shop/db median 3.3 s, maximum 3.5 s; shop/cache median 0.35 s, maximum 0.50 s; complete after median 65.0 s, maximum 70.0 s',
    ));
});
