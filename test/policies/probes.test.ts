import { probes } from '../../policies/probes';
import { changed, type Editable, lines, model, withMore, without } from './fixture';

const shop = (change: (container: Editable) => void) => changed('Deployment/shop', ({ spec }) => change(spec.template.spec.containers[0]));

describe('probes', () => {
  it('passes the fixture: Jobs and containers without ports need no probe, and an exporter without a Service needs no readinessProbe', () => {
    expect(lines(probes, model())).toEqual([]);
  });

  it('fails when a container that listens has no livenessProbe', () => {
    const subject = shop((container) => {
      delete container.livenessProbe;
    });
    expect(lines(probes, subject)).toEqual([
      'shopfds/production 20-shop.yaml Deployment/shop container shop | it declares port 8000 and has no livenessProbe | add one that checks whether this program hangs, and none of its dependencies',
    ]);
  });

  it('fails when a container that a Service leads to has no readinessProbe', () => {
    const subject = shop((container) => {
      delete container.readinessProbe;
    });
    expect(lines(probes, subject)).toEqual([
      expect.stringContaining('container shop | it declares port 8000 and has no readinessProbe | add one that checks whether it can serve clients'),
    ]);
  });

  it('fails when a Service leads to an exporter without a readinessProbe', () => {
    const subject = changed('Service/db', ({ spec }) => {
      spec.ports.push({ name: 'metrics', port: 9187 });
    });
    expect(lines(probes, subject)).toEqual([
      expect.stringContaining('StatefulSet/db container exporter | it declares port 9187 and has no readinessProbe'),
    ]);
  });

  it('passes when a Service of another namespace, or one without selector, has the port of an exporter', () => {
    const service = (namespace: string, selector: object) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'metrics', namespace },
      spec: { selector, ports: [{ port: 9187 }] },
    });
    expect(lines(probes, withMore([service('elsewhere', { 'app.kubernetes.io/name': 'db' }), service('shopfds', {})]))).toEqual([]);
  });

  it('fails when no Service leads to the pod and a container that listens has no readinessProbe', () => {
    const subject = without('Service/db-rw', without('Service/db'));
    expect(lines(probes, subject)).toEqual([expect.stringContaining('container exporter | it declares port 9187 and has no readinessProbe')]);
  });

  it('fails when a sidecar that listens has no probes', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      Object.assign(spec.template.spec.initContainers[0], { restartPolicy: 'Always', ports: [{ containerPort: 7000 }] });
    });
    expect(lines(probes, subject)).toEqual([expect.stringContaining('container prepare | it declares port 7000 and has no livenessProbe')]);
  });

  it('fails when liveness makes the same check as readiness and waits no longer', () => {
    const subject = shop((container) => {
      container.livenessProbe = { httpGet: { path: '/health', port: 'http' }, periodSeconds: 15, failureThreshold: 2 };
    });
    expect(lines(probes, subject)).toEqual([
      expect.stringContaining(
        'container shop | livenessProbe makes the same check as readinessProbe and fails after 30 s, readinessProbe after 30 s | use another check for liveness, or raise',
      ),
    ]);
  });

  it('passes when liveness makes the same check as readiness and waits longer', () => {
    const subject = shop((container) => {
      container.livenessProbe = { httpGet: { path: '/health', port: 'http' }, failureThreshold: 6 };
    });
    expect(lines(probes, subject)).toEqual([]);
  });
});
