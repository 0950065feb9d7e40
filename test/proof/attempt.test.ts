import { parseAttempt } from '../../proof/attempt';

describe('a line of a client', () => {
  test('is an attempt', () =>
    expect(parseAttempt('{"n":1,"at":1700000000000,"ok":true,"id":7}')).toEqual({ n: 1, at: 1700000000000, ok: true, id: 7 }));

  test('that is a warning of the runtime is ignored', () => expect(parseAttempt('(node:1) Warning: something')).toBeUndefined());

  test('that is truncated is ignored', () => expect(parseAttempt('{"n":1,"at":17000')).toBeUndefined());

  test('that lacks its time is ignored', () => expect(parseAttempt('{"n":1,"ok":true}')).toBeUndefined());
});
