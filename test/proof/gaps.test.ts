import { gaps, longestGap, median } from '../../proof/gaps';

describe('an outage', () => {
  test('is the longest time between two successes in the window', () => expect(longestGap([0, 50, 100, 3100, 3150], 60, 3150)).toBe(3));

  test('begins at the last success before the window', () => expect(longestGap([0, 1000, 5000], 2000, 5000)).toBe(4));

  test('that began before the window and ended in it counts in full', () => expect(longestGap([0, 5000], 4000, 5000)).toBe(5));

  test('that never ended lasts to the end of the window', () => expect(longestGap([0, 100], 50, 8100)).toBe(8));

  test('without any success is the whole window', () => expect(longestGap([], 1000, 9000)).toBe(8));

  test('before the window does not count', () => expect(longestGap([0, 7000, 7050, 7100], 7050, 7100)).toBe(0.05));

  test('after the window does not count', () => expect(longestGap([0, 50, 100, 9100, 9150], 10, 100)).toBe(0.05));
});

test('gaps are counted one by one', () => {
  expect(gaps([0, 50, 2050, 2100, 4100], 10, 4100).filter((gap) => gap > 1)).toEqual([2, 2]);
});

describe('the median', () => {
  test('of an odd number of values is the middle one', () => expect(median([5, 1, 3])).toBe(3));

  test('of an even number of values lies between the middle two', () => expect(median([4, 1, 3, 2])).toBe(2.5));

  test('of nothing is refused', () => expect(() => median([])).toThrow('no values'));
});
