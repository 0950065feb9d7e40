import { platforms } from '../../../charts/platforms';
import { runbooks } from '../../../tools/docs/runbooks';
import { failure } from '../../constructs/fixture';
import { alert, render } from '../../constructs/kubernetes/alerting/fixture';

const pages = (...models: Parameters<typeof runbooks>[0]) => runbooks(models);

describe('the runbooks', () => {
  const models = platforms.flatMap((platform) => platform.environments.map((environment) => platform.build(environment)));

  it('have a heading for each link in an alert', () => {
    const texts = pages(...models);
    const missing = models
      .flatMap((model) => model.alerts.flatMap(({ alerts }) => alerts))
      .filter(({ name, runbookUrl }) => {
        const [page = '', anchor] = runbookUrl.replace(/^.*docs\/runbooks/, 'docs/runbooks').split('#');
        return anchor !== name.toLowerCase() || !texts[page]?.includes(`\n## ${name}\n`);
      });
    expect(missing.map(({ runbookUrl }) => runbookUrl)).toEqual([]);
  });

  it('describe for each alert its meaning, the checks and the actions', () => {
    expect(pages(render({ alerts: [alert] }))['docs/runbooks/shop.md']).toContain(
      '## ShopDown\n\n**What it means.** It is down.\n\n**Look.**\n\nCheck its log.\n\n**Do.**\n\nRepair it.\n',
    );
  });

  it('list a warning and a critical alert of one name, and explain them once', () => {
    const text = pages(render({ alerts: [alert, { ...alert, severity: 'warning', for: '10m' }] }))['docs/runbooks/shop.md'] ?? '';
    expect(text.match(/^\| \[ShopDown\].*$/gm)).toEqual([
      '| [ShopDown](#shopdown) | critical | 5m | The shop is down. |',
      '| [ShopDown](#shopdown) | warning | 10m | The shop is down. |',
    ]);
    expect(text.match(/^## ShopDown$/gm)).toHaveLength(1);
  });

  it('are refused if alerts of one name have different runbooks', () => {
    const other = { ...alert, severity: 'warning' as const, runbook: { ...alert.runbook, act: 'Wait.' } };
    expect(failure(() => pages(render({ alerts: [alert, other] })))).toBe(
      'docs/runbooks/shop.md: ShopDown has 2 different runbooks; alerts of one name must share one',
    );
  });
});
