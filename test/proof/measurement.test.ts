import { judge } from '../../proof/measurement';

const within4 = { text: '', maximum: 4 };

describe('a measurement', () => {
  test('passes when its maximum is the limit', () => expect(judge([1, 2, 4, 2, 2], within4).passed).toBe(true));

  test('fails when one repetition exceeds the maximum', () => expect(judge([1, 1, 1, 1, 4.1], within4).passed).toBe(false));

  test('fails when its median exceeds the limit of the median', () =>
    expect(judge([26, 26, 26, 1, 1], { text: '', median: 25, maximum: 30 }).passed).toBe(false));

  test('names median, maximum and number', () => expect(judge([1, 2.04, 3, 2, 2], within4).measured).toBe('median 2.0 s, maximum 3.0 s of 5'));

  test('names short outages to the hundredth', () =>
    expect(judge([0.051, 0.06, 0.07, 0.05, 0.06], within4).measured).toBe('median 0.06 s, maximum 0.07 s of 5'));

  test('with too few repetitions is marked', () => expect(judge([1, 2], within4).incomplete).toBe(true));

  test('with enough repetitions is not marked', () => expect(judge([1, 2, 3, 2, 1], within4)).not.toHaveProperty('incomplete'));
});
