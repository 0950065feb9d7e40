import { unexpected } from '../../proof/reach';

describe('the NetworkPolicy matrix', () => {
  const source = { name: 'ecommerce', namespace: 'shopfds', labels: {}, allowed: ['database 5432'] };
  const tried = [
    { what: 'database 5432', address: '10.0.0.1:5432', ours: true },
    { what: 'database 8008', address: '10.0.0.1:8008', ours: true },
  ];

  test('is as expected if only the allowed target is reached', () => expect(unexpected(source, tried, new Set(['10.0.0.1:5432']))).toEqual([]));

  test('names what is denied and should not be', () => {
    expect(unexpected(source, tried, new Set())).toEqual(['ecommerce -> database 5432 (10.0.0.1:5432) is denied, but must be allowed']);
  });

  test('names what is allowed and should not be', () => {
    expect(unexpected(source, tried, new Set(['10.0.0.1:5432', '10.0.0.1:8008']))).toEqual([
      'ecommerce -> database 8008 (10.0.0.1:8008) is allowed, but must be denied',
    ]);
  });
});
