import type { Model } from '../../model';
import { manifests } from './fixture';

/**
 * A test for each prop: what was given must be found in the manifests. `Required<Props>` for what is rendered and `keyof Props` for what is found
 * have the compiler ask for a new prop in both places.
 *
 * @param rendered a component with a value of its own for every prop
 * @param found texts by prop, as they are in the manifests' JSON; texts in files as they are in the files
 */
export function itRendersEveryProp<Props extends object>(rendered: Model, found: Readonly<Record<keyof Props, readonly string[]>>): void {
  const text = manifests(rendered)
    .map((manifest) => JSON.stringify(manifest))
    .join('\n')
    .replaceAll('\\n', '\n')
    .replaceAll('\\"', '"');

  it.each(Object.entries<readonly string[]>(found))('renders its prop %s', (_, expected) => {
    expect(expected.filter((each) => !text.includes(each))).toEqual([]);
    expect(expected).not.toEqual([]);
  });
}
