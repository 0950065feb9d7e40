import { k8s, portOf, quantity } from '../../../../constructs/kubernetes';
import { lostFields } from '../../../../constructs/kubernetes/platform/lost-fields';
import { container, renderIn } from '../../fixture';

/** Fields of a Pod that are not in its manifest. */
function lostOf(spec: k8s.PodSpec): readonly string[] {
  const model = renderIn((chart) => new k8s.KubePod(chart, 'Pod-shop', { spec }));
  return model.files.flatMap((file) => file.objects).find(({ manifest }) => manifest.kind === 'Pod')?.lost ?? ['no Pod'];
}

describe('the fields that an L1 construct drops', () => {
  it('are none in a pod whose fields all exist in Kubernetes 1.27', () => {
    const spec = {
      containers: [
        container('shop', {
          ports: [{ containerPort: 8000 }],
          readinessProbe: { httpGet: { path: '/', port: portOf(8000) } },
          livenessProbe: { tcpSocket: { port: portOf('http') } },
          resources: { requests: { cpu: quantity('100m') } },
          env: [{ name: 'A', value: '' }],
        }),
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    };
    expect(lostOf(spec)).toEqual([]);
  });

  it('are reported for the newer preStop sleep', () => {
    const lifecycle = { preStop: { sleep: { seconds: 5 } } } as k8s.Lifecycle;
    expect(lostOf({ containers: [container('shop', { lifecycle })] })).toEqual(['spec.containers[0].lifecycle.preStop.sleep']);
  });

  it('are reported for the newer restartPolicy of a sidecar', () => {
    const sidecar = { ...container('sidecar'), restartPolicy: 'Always' } as k8s.Container;
    expect(lostOf({ containers: [container('shop')], initContainers: [sidecar] })).toEqual(['spec.initContainers[0].restartPolicy']);
  });

  it('are reported for a plain number where the L1 needs an IntOrString', () => {
    const probe = { httpGet: { path: '/', port: 8000 } } as unknown as k8s.Probe;
    expect(lostOf({ containers: [container('shop', { readinessProbe: probe })] })).toEqual(['spec.containers[0].readinessProbe.httpGet.port']);
  });

  it('are reported for a misspelt field, with its name', () => {
    expect(lostOf({ containers: [container('shop')], hostNetwrk: true } as k8s.PodSpec)).toEqual(['spec.hostNetwrk']);
  });

  it('are not reported if only the case of letters differs, such as clusterIp and podIps', () => {
    const spec = { clusterIp: 'None', externalIPs: ['192.0.2.1'], ports: [{ port: 80 }] };
    const model = renderIn((chart) => new k8s.KubeService(chart, 'Service-shop', { spec }));
    const [service] = model.files.flatMap((file) => file.objects).filter(({ manifest }) => manifest.kind === 'Service');
    expect(service?.manifest.spec.clusterIP).toBe('None');
    expect(service?.lost).toEqual([]);
  });

  it.each([
    ['a missing field', { a: { b: 1 } }, { a: {} }, ['a.b']],
    ['a missing object', { a: { b: 1 } }, {}, ['a']],
    ['another value', { a: 1 }, { a: 2 }, ['a']],
    ['a missing item of a list', { a: [1, 2] }, { a: [1] }, ['a[1]']],
    ['a missing list', { a: [1] }, {}, ['a[0]']],
    ['undefined, which is not a lost field', { a: undefined, b: null }, {}, []],
    ['nothing where a union was given', { a: { value: '1Gi' } }, { a: '1Gi' }, []],
    ['a union with another value', { a: { value: '1Gi' } }, { a: '2Gi' }, ['a']],
  ])('are distinguished: %s', (_, given, rendered, lost) => {
    expect(lostFields(given, rendered)).toEqual(lost);
  });
});
