import { validNames } from '../../policies/valid-names';
import { changed, lines, model } from './fixture';

describe('valid-names', () => {
  it('passes the fixture', () => {
    expect(lines(validNames, model())).toEqual([]);
  });

  it.each(['app', 'App_1.x', 'example.com/app', 'a'.repeat(63)])('passes the label key %s', (key) => {
    const subject = changed('Deployment/shop', ({ metadata }) => {
      metadata.labels = { ...metadata.labels, [key]: 'x' };
    });
    expect(lines(validNames, subject)).toEqual([]);
  });

  it.each(['', 'a b', '-a', 'a-', '/a', 'a/', 'a/b/c', 'Example.com/a', 'a'.repeat(64), `${'a'.repeat(254)}/a`])(
    'fails for the label key "%s"',
    (key) => {
      const subject = changed('Deployment/shop', ({ metadata }) => {
        metadata.labels = { ...metadata.labels, [key]: 'x' };
      });
      expect(lines(validNames, subject)).toEqual([
        expect.stringContaining(`Deployment/shop | the label key '${key}' is invalid | it must be a name of at most 63 letters`),
      ]);
    },
  );

  it('fails for the annotation key of a pod', () => {
    const subject = changed('Deployment/shop', ({ spec }) => {
      spec.template.metadata.annotations = { 'a b': 'x' };
    });
    expect(lines(validNames, subject)).toEqual([expect.stringContaining("Deployment/shop pod template | the annotation key 'a b' is invalid")]);
  });

  it('fails for the class of an Ingress', () => {
    const subject = changed('Ingress/shop', ({ spec }) => {
      spec.ingressClassName = 'Nginx!';
    });
    expect(lines(validNames, subject)).toEqual([expect.stringContaining("Ingress/shop | the class name 'Nginx!' is invalid")]);
  });

  it.each(['', 'SSD', 'a'.repeat(254)])("fails for the storage class '%s' of a StatefulSet's claims", (storageClassName) => {
    const subject = changed('StatefulSet/db', ({ spec }) => {
      spec.volumeClaimTemplates[0].spec.storageClassName = storageClassName;
    });
    expect(lines(validNames, subject)).toEqual([expect.stringContaining(`StatefulSet/db | the class name '${storageClassName}' is invalid`)]);
  });

  it.each(['default', 'kube-system'])('fails for a workload in the namespace %s', (namespace) => {
    const subject = changed('Deployment/shop', ({ metadata }) => {
      metadata.namespace = namespace;
    });
    expect(lines(validNames, subject)).toEqual([
      expect.stringContaining(`Deployment/shop | its namespace is '${namespace}' | set its chart's namespace`),
    ]);
  });
});
