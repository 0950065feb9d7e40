import { type CreateNodeOptions, type DocumentOptions, type SchemaOptions, stringify, type ToStringOptions } from 'yaml';

type Options = DocumentOptions & SchemaOptions & CreateNodeOptions & ToStringOptions;

/**
 * Returns a function that prints objects as the library's stringify() does without aliases. The library prints each distinct key and scalar
 * once; this module joins the lines and indents them. Printing takes a fifth of the time, because a manifest has few distinct texts.
 * There is one difference: a key such as '---' is quoted at every depth, because at the top level it would end the document.
 *
 * @param options of stringify(); its lines must not be folded
 */
export function yamlPrinter(options: Options & { readonly lineWidth: 0 }): (object: object) => string {
  const keyText = once((key: string) => {
    const text = stringify({ [key]: 0 }, options);
    if (text.startsWith('? '))
      throw new Error(`a key of ${key.length} characters, '${key.slice(0, 20)}...', is too long: the longest key of Kubernetes has 317`);
    return text.slice(0, -': 0\n'.length);
  });
  const scalarText = once((scalar: unknown) => stringify({ a: scalar }, options).slice('a: '.length, -'\n'.length));
  const fieldsOf = (object: object, indent: string): string =>
    Object.entries(object)
      .map(([key, value]) => `${keyText(key)}:${fieldOf(value, indent)}`)
      .join(`\n${indent}`);
  const fieldOf = (value: unknown, indent: string): string => {
    if (!isCollection(value)) return ` ${indented(scalarText(value), indent)}`;
    return isEmpty(value) ? ` ${emptyText(value)}` : `\n${indent}  ${collectionOf(value, `${indent}  `)}`;
  };
  const itemOf = (value: unknown, indent: string): string => {
    if (!isCollection(value)) return indented(scalarText(value), indent);
    return isEmpty(value) ? emptyText(value) : collectionOf(value, `${indent}  `);
  };
  /** Without the indentation of the first line. */
  const collectionOf = (value: object, indent: string): string =>
    Array.isArray(value) ? value.map((item) => `- ${itemOf(item, indent)}`).join(`\n${indent}`) : fieldsOf(value, indent);
  return (object) => `${isEmpty(object) ? emptyText(object) : collectionOf(object, '')}\n`;
}

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
const emptyText = (value: object): string => (Array.isArray(value) ? '[]' : '{}');

/** Indents the further lines of a text by the indentation of its field. */
const indented = (text: string, indent: string): string => (text.includes('\n') ? text.replace(/\n(?=[^\n])/g, `\n${indent}`) : text);

function once<T>(textOf: (value: T) => string): (value: T) => string {
  const texts = new Map<T, string>();
  return (value) => {
    if (Object.is(value, -0)) return textOf(value); // a Map treats -0 and 0 as one key
    const text = texts.get(value) ?? textOf(value);
    texts.set(value, text);
    return text;
  };
}
