export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Seconds since a value of Date.now(). */
export const secondsSince = (start: number): number => (Date.now() - start) / 1000;

export interface UntilOptions {
  readonly timeoutSeconds: number;
  /** Pause between two checks. @default 0.3 */
  readonly everySeconds?: number;
}

/**
 * Waits until `check` returns undefined.
 *
 * @param what the awaited state, for the error
 * @param check returns the reason why the state is not reached yet; an error that it throws is such a reason too
 */
export async function until(what: string, check: () => Promise<string | undefined>, options: UntilOptions): Promise<void> {
  const start = Date.now();
  for (;;) {
    const reason = await check().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (reason === undefined) return;
    if (secondsSince(start) > options.timeoutSeconds) throw new Error(`${what}: not reached within ${options.timeoutSeconds} s: ${reason}`);
    await sleep(options.everySeconds ?? 0.3);
  }
}
