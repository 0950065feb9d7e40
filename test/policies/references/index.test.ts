import { references } from '../../../policies/references';
import { lines, model } from '../fixture';

describe('references', () => {
  it('passes when every reference exists', () => {
    expect(lines(references, model())).toEqual([]);
  });
});
