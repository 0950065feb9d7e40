import { autoscaled } from '../../policies/autoscaled';
import { changed, lines, withMore } from './fixture';

const autoscaler = (target: string, name = 'shop', namespace = 'shopfds') => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target }, minReplicas: 2, maxReplicas: 5 },
});
const withoutReplicas = changed('Deployment/shop', ({ spec }) => {
  delete spec.replicas;
});

describe('autoscaled', () => {
  it('passes an autoscaler whose target sets no replicas', () => {
    expect(lines(autoscaled, withMore([autoscaler('shop')], withoutReplicas))).toEqual([]);
  });

  it('fails when the target sets replicas', () => {
    expect(lines(autoscaled, withMore([autoscaler('shop')]))).toEqual([
      'shopfds/production 20-shop.yaml Deployment/shop | replicas is 2, and HorizontalPodAutoscaler/shop scales it | leave replicas out; the autoscaler has minReplicas',
    ]);
  });

  it.each([
    ['has another name', autoscaler('shopp'), 'Deployment/shopp, which does not exist in shopfds'],
    ['is in another namespace', autoscaler('shop', 'shop', 'elsewhere'), 'Deployment/shop, which does not exist in elsewhere'],
  ])('fails when the target %s', (_, manifest, text) => {
    expect(lines(autoscaled, withMore([manifest]))).toEqual([
      expect.stringContaining(`30-more.yaml HorizontalPodAutoscaler/shop | it scales ${text} | name the workload that it scales`),
    ]);
  });

  it('fails when two autoscalers have the same target', () => {
    const subject = withMore([autoscaler('shop'), autoscaler('shop', 'shop-too')], withoutReplicas);
    expect(lines(autoscaled, subject)).toEqual([
      expect.stringContaining('Deployment/shop | HorizontalPodAutoscaler/shop and HorizontalPodAutoscaler/shop-too all scale it | keep only one'),
    ]);
  });
});
