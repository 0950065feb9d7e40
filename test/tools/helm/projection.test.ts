import { integer, list, map, object, oneOf, optional, text, truth, variant, word } from '../../../constructs/kubernetes/schema/schema';
import { differences } from '../../../tools/helm/projection/identity';
import { environment } from '../../constructs/fixture';
import { projectionOf, templateOf, tiny } from './tiny';

const host = text('Host.', /^[a-z.]+$/, 'it must be a host');
const note = text('Note.', /^.*$/, 'it must be text');

describe('a template', () => {
  it('has the value in the place where the model passes it on', async () => {
    expect(await templateOf(tiny({ host }, { host: 'a.b' }, (own) => ({ host: own.host, url: `https://${own.host}/` })))).toBe(
      '  host: {{ .Values.own.host | quote }}\n  url: {{ printf "https://%s/" .Values.own.host | quote }}\n',
    );
  });

  it('puts the whole text in quotes, because the value may contain some', async () => {
    expect(await templateOf(tiny({ note }, { note: 'a' }, (own) => ({ line: `note: ${own.note}` })))).toBe(
      '  line: {{ printf "note: %s" .Values.own.note | quote }}\n',
    );
  });

  it('has a number as a number', async () => {
    const replicas = integer('Pods.', 1);
    expect(await templateOf(tiny({ replicas }, { replicas: 3 }, (own) => ({ pods: own.replicas })))).toBe('  pods: {{ int .Values.own.replicas }}\n');
  });

  it('has a condition around the field that an optional value brings', async () => {
    const platform = tiny({ host: optional(host) }, {}, (own) => ({ kind: 'fixed', ...(own.host ? { host: own.host } : {}) }));
    expect(await templateOf(platform)).toBe('  {{- if .Values.own.host }}\n  host: {{ .Values.own.host | quote }}\n  {{- end }}\n  kind: fixed\n');
  });

  it('repeats what a list repeats', async () => {
    const platform = tiny({ hosts: list('Hosts.', host, 1) }, { hosts: ['a'] }, (own) => ({
      names: (own.hosts as unknown as string[]).map((each) => ({ name: each })),
    }));
    expect(await templateOf(platform)).toBe(
      '  names:\n    {{- range $host := .Values.own.hosts }}\n    - name: {{ $host | quote }}\n    {{- end }}\n',
    );
  });

  it('repeats what the model repeats, not the list that it contains: a rule for each peer is not one rule for all peers', async () => {
    const entries = { hosts: list('Hosts.', host, 1) };
    const rules = (own: Readonly<Record<string, never>>) => ({
      rules: (own.hosts as unknown as string[]).map((each) => ({ from: [{ name: each }] })),
    });
    expect(await templateOf(tiny(entries, { hosts: ['a'] }, rules))).toBe(
      '  rules:\n    {{- range $host := .Values.own.hosts }}\n    - from:\n        - name: {{ $host | quote }}\n    {{- end }}\n',
    );
  });

  it('repeats the entries of a map', async () => {
    const platform = tiny({ labels: map('Labels.', host, note, 1) }, { labels: { a: 'b' } }, (own) => ({ selector: own.labels }));
    expect(await templateOf(platform)).toBe(
      '  selector:\n    {{- range $key, $value := .Values.own.labels }}\n    {{ $key | quote }}: {{ $value | quote }}\n    {{- end }}\n',
    );
  });

  it('has both forms of a choice', async () => {
    const platform = tiny({ mode: oneOf('Mode.', ['slow', 'fast']) }, { mode: 'slow' }, (own) => ({ workers: own.mode === 'fast' ? 8 : 1 }));
    expect(await templateOf(platform)).toBe('  {{- if eq .Values.own.mode "slow" }}\n  workers: 1\n  {{- else }}\n  workers: 8\n  {{- end }}\n');
  });

  it('passes on a choice on which nothing depends', async () => {
    const platform = tiny({ mode: oneOf('Mode.', ['slow', 'fast']) }, { mode: 'slow' }, (own) => ({ speed: own.mode }));
    expect(await templateOf(platform)).toBe('  speed: {{ .Values.own.mode | quote }}\n');
  });

  it('compares a number with the one that the model treats differently', async () => {
    const platform = tiny({ replicas: integer('Pods.', 1) }, { replicas: 3 }, (own) => ({
      replicas: own.replicas,
      ...(Number(own.replicas) > 1 ? { spread: true } : {}),
    }));
    expect(await templateOf(platform)).toBe(
      '  replicas: {{ int .Values.own.replicas }}\n  {{- if ne (int .Values.own.replicas) 1 }}\n  spread: true\n  {{- end }}\n',
    );
  });
});

describe('a projection', () => {
  it('passes on an object as it is, if the model does', async () => {
    expect(await templateOf(tiny({ host }, { host: 'a.b' }, (own) => ({ all: own })))).toBe('  all:\n    {{- toYaml .Values.own | nindent 4 }}\n');
  });

  it('names a number that shapes the object, and the values that environments have', async () => {
    const platform = tiny({ replicas: integer('Pods.', 1) }, { replicas: 2 }, (own) => ({
      pods: Array.from({ length: Number(own.replicas) }, (_, index) => `pod-${index}`),
    }));
    expect((await projectionOf(platform)).shaping).toEqual(new Map([['own.replicas', [2]]]));
  });

  it('names a number with which the model computes', async () => {
    const platform = tiny({ seconds: integer('Seconds.', 1) }, { seconds: 30 }, (own) => ({ milliseconds: Number(own.seconds) * 1000 }));
    expect((await projectionOf(platform)).shaping).toEqual(new Map([['own.seconds', [30]]]));
  });

  it('finds that an object depends on a value of which it has no mark', async () => {
    const platform = tiny({ host: optional(host), note: optional(note) }, {}, (own) => ({
      ...(own.host ? { open: true } : {}),
      note: own.note ?? 'none',
    }));
    expect(await templateOf(platform)).toBe(
      '  {{- if ne nil .Values.own.note }}\n  note: {{ .Values.own.note | quote }}\n  {{- else }}\n  note: none\n  {{- end }}\n  {{- if .Values.own.host }}\n  open: true\n  {{- end }}\n',
    );
  });

  it('gives what the model gives, with random choices', async () => {
    const entries = { mode: oneOf('Mode.', ['slow', 'fast']), host: optional(host), note: optional(note) };
    const platform = tiny(entries, { mode: 'slow' }, (own) => (own.mode === 'fast' ? { host: own.host ?? own.note ?? 'none' } : { note: own.note }));
    const projection = await projectionOf(platform);
    expect(projection.samples.flatMap((data) => differences(platform, projection, data, true))).toEqual([]);
  });

  it('gives what build() gives, for other values too', async () => {
    const entries = {
      store: variant(
        'kind',
        ['memory', 'disk'],
        [object({ kind: word('Memory.', 'memory') }), object({ kind: word('Disk.', 'disk'), size: host, fast: truth('Fast.') })],
      ),
      hosts: optional(list('Hosts.', host, 1)),
      note: optional(note),
    };
    const platform = tiny(entries, { store: { kind: 'memory' } }, (own) => own);
    const projection = await projectionOf(platform);
    const found = [
      { store: { kind: 'disk', size: 'x', fast: false }, hosts: ['a', 'b'] },
      { store: { kind: 'disk', size: 'x', fast: true }, note: '' },
      { store: { kind: 'memory' }, note: '{{ "x" }}' },
    ].map((own) => differences(platform, projection, { ...environment, own }));
    expect(found).toEqual([[], [], []]);
  });
});
