import { WebService, type WebServiceProps } from '../../../constructs/web-service';
import { failure, manifest, names, onCluster, renderIn } from '../fixture';

const required: WebServiceProps = { image: 'ghcr.io/shop/shop:1.0.0', replicas: 2, resources: { cpu: '50m', memory: '128Mi' } };
const byCpu = { by: 'cpu', maximumReplicas: 9, cpuPercent: 70 } as const;
const withKeda = onCluster({ operators: ['keda'] });
const scaled = (autoscaling: WebServiceProps['autoscaling'], replicas = 2) =>
  renderIn((chart) => new WebService(chart, 'shop', { ...required, replicas, autoscaling }), withKeda);

describe('a web service that is scaled', () => {
  it('leaves the number of pods to the autoscaler, has a disruption budget, and loses one pod a minute at most', () => {
    const model = scaled(byCpu);
    expect(manifest(model, 'Deployment/shop').spec).not.toHaveProperty('replicas');
    expect(names(model)).toContain('PodDisruptionBudget/shop');
    expect(manifest(model, 'HorizontalPodAutoscaler/shop').spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'shop' },
      minReplicas: 2,
      maxReplicas: 9,
      behavior: { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } },
    });
  });

  it('is scaled by KEDA, and by nothing else, if requests count', () => {
    const model = scaled({ ...byCpu, by: 'requests', requestsPerSecond: 30 });
    expect(names(model)).not.toContain('HorizontalPodAutoscaler/shop');
    expect(manifest(model, 'ScaledObject/shop').spec.triggers).toEqual([
      { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
      {
        type: 'prometheus',
        metadata: {
          serverAddress: 'http://prometheus-operated.monitoring.svc:9090',
          query: 'sum(rate(http_request_duration_seconds_count{namespace="shop",job="shop/shop"}[2m]))',
          threshold: '30',
        },
      },
    ]);
  });

  it('begins with two pods or more', () => {
    expect(failure(() => scaled(byCpu, 1))).toBe(
      '10-shop/shop: replicas is 1; it must be at least 2 with autoscaling up to 9 pods: the budget of a single pod would allow no drain',
    );
  });

  it('is not scaled to fewer pods than it begins with', () => {
    expect(failure(() => scaled({ ...byCpu, maximumReplicas: 2 }, 3))).toBe(
      '10-shop/shop: autoscaling.maximumReplicas is 2; it must be at least replicas (3)',
    );
  });
});
