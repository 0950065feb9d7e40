import { failure, manifest, names } from '../../fixture';
import { alert, alertsOf, render } from './fixture';

const rules = (props: Parameters<typeof render>[0], facts?: object) => manifest(render(props, facts), 'PrometheusRule/shop').spec.groups[0].rules;

describe('the alerts of a component', () => {
  it('become a PrometheusRule in a separate file, with labels for their namespace and component and a link to the runbook', () => {
    const model = render({ alerts: [alert] }, { operators: ['prometheus'], runbooks: 'https://git.example.com/runbooks' });
    expect(model.files.find(({ name }) => name === '90-alerts.yaml')?.objects.map(({ manifest: { kind } }) => kind)).toEqual(['PrometheusRule']);
    expect(manifest(model, 'PrometheusRule/shop').spec.groups).toEqual([
      {
        name: 'shop.shop',
        rules: [
          {
            alert: 'ShopDown',
            expr: 'shop_up{namespace="shop",job="shop/shop"} == 0',
            for: '5m',
            labels: { severity: 'critical', namespace: 'shop', component: 'shop' },
            annotations: {
              summary: 'The shop is down.',
              description: 'Pod {{ $labels.pod }} of the shop is down.',
              runbook_url: 'https://git.example.com/runbooks/shop.md#shopdown',
            },
          },
        ],
      },
    ]);
  });

  it('have the labels with which the operator selects rules', () => {
    const model = render({ alerts: [alert] }, undefined, { monitors: { labels: { release: 'kube-prometheus-stack' } } });
    expect(manifest(model, 'PrometheusRule/shop').metadata.labels).toMatchObject({ release: 'kube-prometheus-stack' });
  });

  it('link to the page in this project if the cluster has no URL for runbooks', () => {
    expect(rules({ alerts: [alert] })[0].annotations.runbook_url).toBe('docs/runbooks/shop.md#shopdown');
  });

  it('link to the page that the component names', () => {
    expect(rules({ alerts: [alert], runbook: 'web-service' })[0].annotations.runbook_url).toBe('docs/runbooks/web-service.md#shopdown');
  });

  it('are in the model but render nothing without the Prometheus operator', () => {
    const model = render({ alerts: [alert] }, { operators: [] });
    expect(names(model).filter((name) => name.startsWith('PrometheusRule/'))).toEqual([]);
    expect(model.alerts.map(({ component, alerts }) => [component, alerts.map(({ name }) => name)])).toEqual([['shop', ['ShopDown']]]);
  });

  it('render nothing for a component without alerts', () => {
    const model = render({});
    expect(model.alerts).toEqual([]);
    expect(model.files.map(({ name }) => name)).not.toContain('90-alerts.yaml');
  });

  it('may share a name if their severities differ', () => {
    expect(rules({ alerts: [alert, { ...alert, severity: 'warning' }] })).toHaveLength(2);
  });

  it.each([
    ['two have the same name and labels', [alert, alert], 'the name of an alert is "ShopDown"; another alert has the same name and labels'],
    ['a name is not PascalCase', [{ ...alert, name: 'shop_down' }], 'the name of an alert is "shop_down"; it must be PascalCase'],
    ['the time is no duration', [{ ...alert, for: '5 minutes' }], 'for of ShopDown is "5 minutes"; it must be a duration'],
    [
      'the severity has no route',
      [{ ...alert, severity: 'page' as 'critical' }],
      'severity of ShopDown is "page"; it must be one of warning, critical',
    ],
    ['a text is empty', [{ ...alert, runbook: { ...alert.runbook, act: ' ' } }], 'act of ShopDown is " "; it must be text'],
    ['the page is no file name', [alert], 'runbook is "../shop"; it must be a DNS label', { runbook: '../shop' }],
  ])('are refused if %s', (_, alerts, message, props: { readonly runbook?: string } = {}) => {
    expect(failure(() => render({ alerts, ...props }))).toContain(message);
  });

  it('are refused if the URL of the runbooks is invalid', () => {
    expect(failure(() => render({ alerts: [alert] }, { runbooks: 'git.example.com/runbooks/' }))).toContain('cluster.runbooks');
  });
});

describe('the cases of an alert', () => {
  const cases = (names: RegExp) => alertsOf({ alerts: [alert] }).alerts.flatMap((each) => each.cases().filter(({ name }) => names.test(name)));

  it('include two in which the same series belong to another component', () => {
    expect(cases(/in another namespace|for another/)).toEqual([
      {
        name: 'fires in another namespace',
        series: { 'shop_up{namespace="elsewhere",job="elsewhere/shop",pod="shop-0"}': '0x10' },
        at: '6m',
        alerts: [],
      },
      {
        name: 'fires for another component',
        series: { 'shop_up{namespace="another",job="another/another",pod="another-0"}': '0x10' },
        at: '6m',
        alerts: [],
      },
    ]);
  });
});
