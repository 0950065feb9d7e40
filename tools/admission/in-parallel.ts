/** Runs up to `atATime` tasks in parallel and returns their results in the order of the tasks. Fails with the first error. */
export async function inParallel<T>(atATime: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = tasks.entries();
  const work = async () => {
    for (const [index, task] of queue) results[index] = await task();
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}
