// The servers of nginx that the container makes of its routes: the real program, run by awk.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The servers for the lines of both files. */
function servers(addresses: readonly string[], routes: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-servers-'));
  const [known, wanted] = [join(folder, 'addresses'), join(folder, 'routes')];
  writeFileSync(known, addresses.map((line) => `${line}\n`).join(''));
  writeFileSync(wanted, routes.map((line) => `${line}\n`).join(''));
  const { stdout, stderr } = spawnSync('awk', ['-f', 'constructs/edge/scripts/servers.awk', known, wanted], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

describe('the servers of nginx', () => {
  it('lead each prefix to its Service, with and without more path, and everything else nowhere', () => {
    expect(servers(['web 10.96.0.7'], ['domain shop.svc', 'host a.kr -', 'path /api web'])).toBe(`upstream web {
  server 10.96.0.7:80 max_fails=0;
  server 10.96.0.7:80 max_fails=0;
  server 10.96.0.7:80 max_fails=0;
}
server {
  listen 8080;
  server_name a.kr;
  location = /api { proxy_pass http://web; }
  location /api/ { proxy_pass http://web; }
  location = /metrics { return 404; }
  location /metrics/ { return 404; }
  location / { return 404; }
}
`);
  });

  it('lead everything else to the Service of the prefix /', () => {
    const text = servers(['web 10.0.0.1'], ['host a.kr -', 'path / web']);
    expect(text.match(/location \/ .*/g)).toEqual(['location / { proxy_pass http://web; }']);
  });

  it('redirect from HTTP if the host has a certificate', () => {
    const text = servers(['web 10.0.0.1'], ['host a.kr /tls/a', 'path / web']);
    expect(text).toContain('listen 8080;\n  server_name a.kr;\n  return 301 https://$host$request_uri;\n');
    expect(text).toContain('listen 8443 ssl;\n  server_name a.kr;\n  ssl_certificate /tls/a/tls.crt;\n  ssl_certificate_key /tls/a/tls.key;\n');
  });

  it('never let metrics through, on any host', () => {
    const text = servers(['web 10.0.0.1'], ['host a.kr -', 'path / web', 'host b.kr /tls/b', 'path / web']);
    expect(text.match(/location = \/metrics \{ return 404; \}/g)).toHaveLength(2);
  });

  it('answer 503 for a Service without an address, so that the others work', () => {
    expect(servers([], ['host a.kr -', 'path / web'])).toContain('location / { return 503; }');
  });

  it('have addresses of IPv6 in brackets', () => {
    expect(servers(['web fd00::7'], ['host a.kr -', 'path / web'])).toContain('server [fd00::7]:80 max_fails=0;');
  });
});
