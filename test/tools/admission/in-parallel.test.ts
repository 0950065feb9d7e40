import { inParallel } from '../../../tools/admission/in-parallel';

const later = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('tasks in parallel', () => {
  it('return their results in the order of the tasks', async () => {
    const tasks = [3, 1, 2].map((delay) => async () => {
      for (let turn = 0; turn < delay; turn++) await later();
      return delay;
    });
    expect(await inParallel(2, tasks)).toEqual([3, 1, 2]);
  });

  it('run no more than the given number at a time', async () => {
    let running = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++running);
      await later();
      running--;
    };
    await inParallel(3, Array(10).fill(task));
    expect(most).toBe(3);
  });

  it('fail with the first error', async () => {
    const tasks = [async () => 1, () => Promise.reject(new Error('refused'))];
    await expect(inParallel(2, tasks)).rejects.toThrow('refused');
  });
});
