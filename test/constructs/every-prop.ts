import type { Model } from '../../model';
import { manifests } from './fixture';

/**
 * A test for each prop: its value must be in the manifests. With `Required<Props>` for the rendered props and `keyof Props` for the texts, a new prop
 * fails to compile until it is added in both places.
 *
 * @param rendered a component with a distinct value for every prop
 * @param found expected texts by prop, as in the manifests' JSON or, for files, as in the file
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
