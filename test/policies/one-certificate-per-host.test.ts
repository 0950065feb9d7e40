import { oneCertificatePerHost } from '../../policies/one-certificate-per-host';
import { lines, model, withMore } from './fixture';

const ingress = (name: string, host: string, secretName?: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'shopfds' },
  spec: { tls: [{ hosts: [host], secretName }] },
});

describe('one-certificate-per-host', () => {
  it('passes the fixture', () => {
    expect(lines(oneCertificatePerHost, model())).toEqual([]);
  });

  it('passes two Ingresses with one host and one certificate, and two hosts with a certificate each', () => {
    const same = [ingress('a', 'a.example.com', 'tls'), ingress('b', 'a.example.com', 'tls'), ingress('c', 'c.example.com', 'other')];
    expect(lines(oneCertificatePerHost, withMore(same))).toEqual([]);
  });

  it('fails when two Ingresses with one host have different certificates', () => {
    expect(lines(oneCertificatePerHost, withMore([ingress('a', 'a.example.com', 'tls'), ingress('b', 'a.example.com', 'other')]))).toEqual([
      'shopfds/production 30-more.yaml Ingress/b | the certificate of a.example.com is "other", and "tls" in Ingress/a | give both the same Secret, or another host',
    ]);
  });

  it("fails when one of them has the controller's own certificate", () => {
    expect(lines(oneCertificatePerHost, withMore([ingress('a', 'a.example.com'), ingress('b', 'a.example.com', 'tls')]))).toEqual([
      expect.stringContaining('is "tls", and not set in Ingress/a'),
    ]);
  });

  it('fails when a Gateway has another certificate for the host of an Ingress', () => {
    const listener = (name: string) => ({ hostname: 'a.example.com', tls: { certificateRefs: [{ name }] } });
    const gateway = (secret: string) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'g', namespace: 'shopfds' },
      spec: { listeners: [{ name: 'http' }, listener(secret)] },
    });
    const beside = (secret: string) => lines(oneCertificatePerHost, withMore([ingress('a', 'a.example.com', 'tls'), gateway(secret)]));
    expect(beside('tls')).toEqual([]);
    expect(beside('other')).toEqual([expect.stringContaining('the certificate of a.example.com is "other", and "tls" in Ingress/a')]);
  });
});
