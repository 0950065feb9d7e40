import { writtenBeside } from '../../../proof/postgres/rows/frozen-primary';

const write = (at: number, server: string, ok = true) => ({ at, ok, facts: { server } });
const beside = (...attempts: ReturnType<typeof write>[]) => writtenBeside(attempts, 'old', 10);

describe('a write beside a new primary', () => {
  test('is one that the old one acknowledges after the first of the new one', () =>
    expect(beside(write(11, 'old'), write(12, 'new'), write(13, 'old'), write(14, 'new'))).toBe(1));

  test('is none before the first of the new one', () => expect(beside(write(11, 'old'), write(12, 'new'))).toBe(0));

  test('is none if it fails', () => expect(beside(write(12, 'new'), write(13, 'old', false))).toBe(0));

  test('is none if the old one goes on alone', () => expect(beside(write(11, 'old'), write(12, 'old'))).toBe(0));

  test('is none after a write of another one before the freeze', () => expect(beside(write(9, 'new'), write(12, 'old'))).toBe(0));
});
