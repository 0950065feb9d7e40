export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Seconds since a moment of Date.now(). */
export const secondsSince = (start: number): number => (Date.now() - start) / 1000;

export interface UntilOptions {
  readonly timeoutSeconds: number;
  /** Pause between two looks. @default 0.3 */
  readonly everySeconds?: number;
}

/**
 * Waits until `look` gives nothing, which means that all is well.
 *
 * @param what what is waited for, as the error names it
 * @param look the reason why it is not so yet; its own failure is such a reason too
 */
export async function until(what: string, look: () => Promise<string | undefined>, options: UntilOptions): Promise<void> {
  const start = Date.now();
  for (;;) {
    const reason = await look().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (reason === undefined) return;
    if (secondsSince(start) > options.timeoutSeconds) throw new Error(`${what}: not after ${options.timeoutSeconds} s: ${reason}`);
    await sleep(options.everySeconds ?? 0.3);
  }
}
