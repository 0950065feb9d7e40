import { references } from '../../../policies/references';
import { changed, lines } from '../fixture';
import { shopContainer, where } from './fixture';

describe('references to ports by name', () => {
  it.each([
    ['livenessProbe', { livenessProbe: { tcpSocket: { port: 'web' } } }],
    ['readinessProbe', { readinessProbe: { httpGet: { path: '/', port: 'web' } } }],
    ['startupProbe', { startupProbe: { httpGet: { path: '/', port: 'web' } } }],
    ['preStop', { lifecycle: { preStop: { httpGet: { path: '/', port: 'web' } } } }],
  ])('fails when %s uses a port that its container does not declare', (handler, fields) => {
    expect(lines(references, shopContainer(fields))).toEqual([
      `${where} container shop | ${handler} uses port 'web', which this container does not declare | the container has http`,
    ]);
  });

  it('fails when a probe uses a port that another container of the pod declares', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.template.spec.containers[0].livenessProbe = { httpGet: { path: '/', port: 'metrics' } };
    });
    expect(lines(references, subject)).toEqual([expect.stringContaining("container postgres | livenessProbe uses port 'metrics'")]);
  });

  it('fails when a PodMonitor scrapes a port that the pods do not have', () => {
    const subject = changed('PodMonitor/db', ({ spec }) => {
      spec.podMetricsEndpoints[0].port = 'exporter';
    });
    expect(lines(references, subject)).toEqual([
      expect.stringContaining(
        'PodMonitor/db | it scrapes port exporter, which no container of StatefulSet/db declares | its pods have postgres, metrics',
      ),
    ]);
  });
});
