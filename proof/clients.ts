import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Attempt, parseAttempt } from './attempt';
import { clientLabels, clientPod } from './client-manifests';
import type { ApplicationPod, ClientProgram } from './client-programs';
import { longestGap } from './gaps';
import { apply, execIn, kubectl } from './kubectl';
import { selectorText } from './pods';
import { sleep, until } from './wait';

const atOnce = ['--ignore-not-found', '--force', '--grace-period=0', '--wait=false'];

export interface ClientOptions {
  /** Which of the component's programs. */
  readonly kind: string;
  /** What it does, such as 'write'. */
  readonly mode: string;
  /** Node that it runs on; it must stay up during the row. */
  readonly node: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Variables of clients: values, or keys of Secrets. */
export type ClientVariables = Readonly<Record<string, string | { readonly name: string; readonly key: string }>>;

/** A client in a pod, with every attempt that it has reported. */
export class ClientPod {
  readonly attempts: Attempt[] = [];
  private reader?: ChildProcessByStdio<null, Readable, null>;
  private stopped = false;

  constructor(
    private readonly namespace: string,
    readonly pod: string,
    readonly run: string,
    readonly options: ClientOptions,
  ) {}

  /** `libpq write`, or `node-postgres read (connecting)` for one of its loops. */
  title(loop?: string): string {
    return `${this.options.kind} ${this.options.mode}${loop ? ` (${loop})` : ''}`;
  }

  /** Follows the pod's log. When the stream breaks, as it does while the API server is frozen, it reads the log again from the start. */
  follow(): void {
    if (this.stopped) return;
    const reader = spawn('kubectl', ['logs', '-f', '-n', this.namespace, this.pod], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.reader = reader;
    createInterface({ input: reader.stdout }).on('line', (line) => {
      const attempt = parseAttempt(line);
      if (attempt && attempt.n > (this.attempts.at(-1)?.n ?? 0)) this.attempts.push(attempt);
    });
    reader.on('close', () => void setTimeout(() => this.follow(), 500));
  }

  stop(): void {
    this.stopped = true;
    this.reader?.kill('SIGKILL');
  }

  /** Times of the successes of each of its loops. */
  successes(): Map<string, number[]> {
    const moments = new Map<string, number[]>();
    for (const attempt of this.attempts) {
      const loop = attempt.loop ?? '';
      const list = moments.get(loop) ?? [];
      if (attempt.ok) list.push(attempt.at);
      moments.set(loop, list);
    }
    return moments;
  }

  /** Why not all of its loops have succeeded without a break for that time; undefined when they have. */
  notFlowing(quietSeconds: number): string | undefined {
    const now = Date.now();
    const loops = [...this.successes()];
    if (loops.length === 0) return `${this.title()} has reported nothing yet`;
    const silent = loops.find(
      ([, moments]) => (moments[0] ?? now) > now - quietSeconds * 1000 || longestGap(moments, now - quietSeconds * 1000, now) > 1,
    );
    return silent ? `${this.title(silent[0])}: ${this.attempts.findLast((attempt) => !attempt.ok)?.error ?? 'silent'}` : undefined;
  }
}

/** The clients of a row. */
export class Clients {
  private readonly pods: ClientPod[] = [];
  private count = 0;

  constructor(
    private readonly namespace: string,
    private readonly programs: Readonly<Record<string, ClientProgram>>,
    private readonly application: ApplicationPod,
    private readonly variables: ClientVariables = {},
  ) {}

  get running(): readonly ClientPod[] {
    return this.pods;
  }

  /** Starts clients and follows their logs; `flowing` waits until they succeed. */
  async start(run: string, wanted: readonly ClientOptions[]): Promise<readonly ClientPod[]> {
    const started = wanted.map(
      (options) => new ClientPod(this.namespace, `proof-${options.kind}-${options.mode}-${Date.now().toString(36)}${this.count++}`, run, options),
    );
    await apply(started.map((client) => this.manifest(client)));
    this.pods.push(...started);
    for (const client of started) client.follow();
    return started;
  }

  private manifest({ pod, run, options }: ClientPod): object {
    const { image, uid, command } = this.program(options.kind);
    const own = Object.entries({ PROOF_RUN: run, ...this.variables, ...options.environment }).map(([name, value]) =>
      typeof value === 'string' ? { name, value } : { name, valueFrom: { secretKeyRef: value } },
    );
    return clientPod({
      name: pod,
      namespace: this.namespace,
      labels: clientLabels,
      image,
      uid,
      command: [...command, options.mode],
      node: options.node,
      environment: [...this.application.environment, ...own],
      dnsConfig: this.application.dnsConfig,
    });
  }

  /** Waits until every client has succeeded without a break for that time. */
  async flowing(quietSeconds: number, timeoutSeconds = 60): Promise<void> {
    const check = async () => this.pods.map((client) => client.notFlowing(quietSeconds)).find(Boolean);
    await until('clients that succeed', check, { timeoutSeconds, everySeconds: 0.2 });
  }

  /** Runs a client's program once more, in a pod whose client runs, and returns its output. */
  async ask(kind: string, ...args: readonly string[]): Promise<string> {
    const client = this.pods.find(({ options }) => options.kind === kind);
    if (!client) throw new Error(`no ${kind} client runs; start one first`);
    return execIn(this.namespace, client.pod, 'client', [...this.program(kind).command, ...args], { timeoutSeconds: 30 });
  }

  private program(kind: string): ClientProgram {
    const program = this.programs[kind];
    if (!program) throw new Error(`the component has no client '${kind}'; it has ${Object.keys(this.programs).join(', ')}`);
    return program;
  }

  /** Stops clients; their ClientPod objects keep the reported attempts. */
  async stop(stopped: readonly ClientPod[] = this.pods): Promise<void> {
    const names = stopped.map((client) => client.pod);
    if (names.length === 0) return;
    await sleep(0.3); // the last lines are still in transit
    for (const client of stopped) client.stop();
    this.pods.splice(0, this.pods.length, ...this.pods.filter((client) => !names.includes(client.pod)));
    await kubectl(['delete', 'pod', '-n', this.namespace, ...names, ...atOnce]);
  }
}

/** Removes clients that an interrupted run left behind. */
export const removeLeftClients = (namespace: string): Promise<string> =>
  kubectl(['delete', 'pods', '-n', namespace, '-l', selectorText(clientLabels), ...atOnce]);
