import { shopfds } from '../../../charts/shopfds';
import { dev, production, staging } from '../../../charts/shopfds/environments';
import { notesOf, releaseMark, textOfNotes } from '../../../tools/helm/notes';

const existing = { ...production, secrets: { source: 'existing' } };
const known = new Map<unknown, ReturnType<typeof notesOf>>();
function sections(data: unknown): ReturnType<typeof notesOf> {
  const found = known.get(data) ?? notesOf(shopfds.render('test', data, { namespace: 'shop', tests: true }));
  known.set(data, found);
  return found;
}
const notes = (data: unknown): string => textOfNotes((section) => sections(data)[section]);
const linesOf = (data: unknown): string[] => notes(data).split('\n');

describe('the notes of a chart', () => {
  it('name the components', () => {
    expect(linesOf(production).slice(0, 2)).toEqual([
      'shopfds is installed in the namespace shop, in which NetworkPolicies now deny all other traffic, also of other pods.',
      expect.stringMatching(/^Its components: shopfds-db \(postgres\), shopfds-redis \(redis\), .*, flower \(task-monitor\)\.$/),
    ]);
  });

  it('say how to reach a service: by its host, or without the edge', () => {
    const reach = '\nReach it, from outside at the address of the edge:';
    const forward = (name: string, port: number) => `  kubectl -n shop port-forward service/${name} 8080:${port}   # then http://localhost:8080`;
    const lines = (data: unknown) => sections(data).access?.split('\n');
    expect(sections(production).access).toContain(`${reach}\n  shop.example.com/\n  admin.example.com/\n`);
    expect(sections(staging).access).toContain(`${reach}\n  shop.staging.example.com/\n`);
    expect(lines(production)).toEqual(expect.arrayContaining([forward('ecommerce', 80), forward('flower', 5555)]));
    expect(lines(dev)).toContain(forward('shopfds-edge', 80));
  });

  it('list every Secret with its keys if the user creates them, and none otherwise', () => {
    const wanted = shopfds.build('production').secrets.map(({ name, keys }) => `  shop/${name}: ${keys.join(', ')}`);
    expect(sections(existing).secrets?.split('\n').slice(2)).toEqual(wanted);
    expect(sections(shopfds.data('dev')).secrets).toBeUndefined();
  });

  it('list the entries of the store that the operator reads', () => {
    expect(sections(production).secrets).toContain('\n  shopfds/production/shopfds-redis-internal: exporter, keeper, replica');
  });

  it('list the certificate of a host if the user creates it, and not if cert-manager does', () => {
    expect(linesOf(staging)).toContain('  (create the Secret shop/shop-tls with tls.crt and tls.key: certificate of the host shop)');
    expect(notes(production)).not.toContain('shop-tls');
  });

  it('say how to test the release', () => {
    expect(linesOf(production)).toContain(`  helm test ${releaseMark} -n shop`);
  });

  it.each([
    ['production', production],
    ['dev', shopfds.data('dev')],
    ['existing Secrets', existing],
  ])('fit on a screen of 40 lines: %s', (_, data) => {
    expect(linesOf(data).length).toBeLessThanOrEqual(40);
  });
});
