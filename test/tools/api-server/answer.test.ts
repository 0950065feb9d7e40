import { messageOf, warningsOf } from '../../../tools/api-server/answer';

describe('the warnings of an answer', () => {
  it('are the texts of its Warning headers', () => {
    expect(warningsOf(['299 - "unknown field \\"spec.replica\\""', '299 - "v1 Endpoints is deprecated"'])).toEqual([
      'unknown field "spec.replica"',
      'v1 Endpoints is deprecated',
    ]);
  });

  it('are found if a proxy puts several in one header', () => {
    expect(warningsOf(['299 - "one", 299 - "two"'])).toEqual(['one', 'two']);
  });

  it('are each listed once', () => {
    expect(warningsOf(['299 - "one"', '299 - "one"'])).toEqual(['one']);
  });

  it('are kept unchanged if they have another format', () => {
    expect(warningsOf(['beware'])).toEqual(['beware']);
  });
});

describe('the message of an answer', () => {
  it('is the text of the Status', () => {
    expect(messageOf({ status: 403, body: { message: 'forbidden' }, warnings: [] })).toBe('forbidden');
  });

  it('is the status if there is no text', () => {
    expect(messageOf({ status: 502, body: {}, warnings: [] })).toBe('status 502');
  });
});
