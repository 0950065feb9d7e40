/** Runs tasks, so many at a time, and gives their results in the tasks' order. The first error ends it. */
export async function inParallel<T>(atATime: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = tasks.entries();
  const work = async () => {
    for (const [index, task] of queue) results[index] = await task();
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}
