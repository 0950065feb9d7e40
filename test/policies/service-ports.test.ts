import { servicePorts } from '../../policies/service-ports';
import { changed, lines, model } from './fixture';

const shopPorts = (...ports: object[]) =>
  changed('Service/shop', ({ spec }) => {
    spec.ports = ports;
  });

describe('service-ports', () => {
  it('passes target ports by name, by number and by default', () => {
    expect(lines(servicePorts, model())).toEqual([]);
    expect(lines(servicePorts, shopPorts({ port: 80, targetPort: 8000 }))).toEqual([]);
    expect(lines(servicePorts, shopPorts({ port: 8000 }))).toEqual([]);
  });

  it.each([
    ['the target port has another name', { port: 80, targetPort: 'web' }, 'port 80 leads to TCP port web'],
    ['the target port has another number', { port: 80, targetPort: 8080 }, 'port 80 leads to TCP port 8080'],
    ['the target port is not set and the Service port is not a container port', { port: 80 }, 'port 80 leads to TCP port 80'],
    ['the protocol differs', { port: 80, targetPort: 'http', protocol: 'UDP' }, 'port 80 leads to UDP port http'],
  ])('fails when %s', (_, port, text) => {
    expect(lines(servicePorts, shopPorts(port))).toEqual([
      `shopfds/production 20-shop.yaml Service/shop | ${text}, which no container of Deployment/shop declares | use one of http 8000`,
    ]);
  });

  it('fails when only an init container declares the port', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.template.spec.initContainers[0].ports = [{ containerPort: 5433 }];
    });
    const service = changed(
      'Service/db',
      ({ spec }) => {
        spec.ports[0].port = 5433;
      },
      subject,
    );
    expect(lines(servicePorts, service)).toEqual([
      expect.stringContaining('Service/db | port 5433 leads to TCP port 5433, which no container of StatefulSet/db'),
    ]);
  });

  it('fails when one of several ports has no name, or two have the same', () => {
    const unnamed = shopPorts({ name: 'http', port: 80, targetPort: 'http' }, { port: 81, targetPort: 'http' });
    expect(lines(servicePorts, unnamed)).toEqual([
      expect.stringContaining('Service/shop | some of its 2 ports have no name | give each port of the Service a unique name'),
    ]);
    const twice = shopPorts({ name: 'http', port: 80, targetPort: 'http' }, { name: 'http', port: 81, targetPort: 'http' });
    expect(lines(servicePorts, twice)).toEqual([expect.stringContaining("Service/shop | two of its ports are named 'http' | give each port")]);
  });

  it('fails when two containers of a pod declare the same port, by name or by number', () => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.template.spec.containers[2].ports = [{ name: 'metrics', containerPort: 5432 }];
    });
    expect(lines(servicePorts, subject)).toEqual([
      expect.stringContaining("StatefulSet/db | two ports of its pod are named 'metrics' | give each port of the pod a unique name and number"),
      expect.stringContaining('StatefulSet/db | two containers of its pod declare TCP 5432'),
    ]);
  });
});
