import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [one, two] = ['a'.repeat(40), 'b'.repeat(40)];
const node = (id: string, address: string, flags: string, rest = 'connected') => `${id} ${address}:6379@16379,db-0.shop ${flags} - 1 2 3 ${rest}`;
const own = node(one, '10.0.0.1', 'myself,master', 'connected 0-16383');
const replica = node(one, '10.0.0.1', 'myself,slave').replace(' - ', ` ${two} `);
const notBarred = ['cluster-replica-no-failover', 'no'];

describe("what the keeper reads of its own server's answers", () => {
  let look: string;
  const read = (...lines: readonly string[]): string =>
    execFileSync('awk', ['-v', `look=${look}`, '-v', 'pods=2', '-f', resolve('constructs/redis/scripts/own.awk')], {
      input: lines.map((line) => `${line}\r\n`).join(''),
      encoding: 'utf8',
    }).trim();
  const changed = (...lines: readonly string[]) => read(...lines).split(' ')[3];
  const written = (file: string) => readFileSync(join(look, file), 'utf8');

  beforeEach(() => {
    look = mkdtempSync(join(tmpdir(), 'ballast-own-'));
  });
  afterEach(() => rmSync(look, { recursive: true }));

  it('is nothing if the server does not answer', () => {
    expect(read('NOAUTH Authentication required.')).toBe('');
    expect([written('nodes'), written('connected'), written('seen')]).toEqual(['', '', '']);
  });

  it('is its shard, that it may be elected, and that the cluster is whole and as before', () => {
    const answers = [own, node(two, '10.0.0.2', 'master'), ...notBarred];
    expect(read(...answers)).toBe(`${one} no yes yes ${one} up 10.0.0.1`);
    expect(read(...answers)).toBe(`${one} no yes no ${one} up 10.0.0.1`);
  });

  it('is a change when a node is added or removed, and none when only the times of pings differ', () => {
    read(own, node(two, '10.0.0.2', 'master'));
    expect(changed(own, node(two, '10.0.0.2', 'master').replace(' 1 2 3 ', ' 8 9 3 '))).toBe('no');
    expect(changed(own)).toBe('yes');
    expect(changed(own, node(two, '10.0.0.2', 'master'))).toBe('yes');
  });

  it.each(['master_link_status:down', 'aof_rewrite_in_progress:1', 'aof_rewrite_scheduled:1', 'aof_last_bgrewrite_status:err'])(
    'is no complete copy of a shard with %s',
    (line) => {
      expect(read(own, ...notBarred, line)).toMatch(/^- no /);
    },
  );

  it.each([
    ['never', 'master_link_status:down', 'master_link_down_since_seconds:-1'],
    ['down', 'master_link_status:down', 'master_link_down_since_seconds:0'],
    ['up', 'master_link_status:up', 'aof_rewrite_in_progress:1'],
  ])('is the shard of an incomplete copy, and that its link is %s', (link, ...lines) => {
    expect(read(replica, ...lines)).toBe(`- no no yes ${two} ${link} -`);
  });

  it.each([
    ['master', 'up'],
    ['master,fail', 'failed'],
    ['master,fail?', 'failed'],
  ])('is its connection to a master that is %s, and the address of that', (flags, link) => {
    expect(read(replica, node(two, '10.0.0.2', flags), 'master_link_status:up')).toContain(` ${two} ${link} 10.0.0.2`);
  });

  it('is no shard with a master without slots', () => {
    expect(read(node(one, '10.0.0.1', 'myself,master'))).toBe('- no no yes - up -');
  });

  it('is that the server is barred from election', () => {
    expect(read(own, 'cluster-replica-no-failover', 'yes')).toMatch(/^\S+ yes no yes /);
  });

  it.each(['fail', 'master,fail?', 'handshake', 'slave,noaddr'])('is not whole with a node that is %s, which is not queried there', (flags) => {
    expect(read(own, node(two, '10.0.0.2', flags))).toMatch(/^\S+ no no yes /);
    expect(written('connected')).toBe('10.0.0.1\n');
  });

  it('takes nofailover for no failure', () => {
    expect(read(own, node(two, '10.0.0.2', 'slave,nofailover'))).toMatch(/^\S+ no yes yes /);
    expect(written('nodes')).toBe(`node ${own}\nnode ${node(two, '10.0.0.2', 'slave,nofailover')}\n`);
  });
});
