import { bytesOf, millicoresOf } from '../../model';

describe('a quantity of CPU', () => {
  it.each([
    ['250m', 250],
    ['2', 2000],
    ['1.001', 1001],
    ['0.0001', 1],
  ])('%s is %d thousandths of a core', (quantity, millicores) => {
    expect(millicoresOf(quantity)).toBe(millicores);
  });

  it('has no unit of bytes', () => {
    expect(() => millicoresOf('2Gi')).toThrow("'2Gi' is not a quantity of CPU such as '250m' or '2'");
  });
});

describe('a quantity of bytes', () => {
  it.each([
    ['1Ki', 1024],
    ['0.5k', 500],
    ['7', 7],
  ])('%s is %d bytes', (quantity, bytes) => {
    expect(bytesOf(quantity)).toBe(bytes);
  });

  it('has no unit of CPU', () => {
    expect(() => bytesOf('250m')).toThrow("'250m' is not a quantity of bytes such as '512Mi' or '20Gi'");
  });
});
