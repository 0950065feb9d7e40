import { type ScalarTag, Schema } from 'yaml';
import { yamlPrinter } from './block-yaml';
import { type Manifest, nameOf } from './manifest';

/**
 * The text of a file of dist. Every reader gets the same data from it: Go's (kubectl, Argo CD, Helm), those of YAML 1.1 and those of 1.2.
 *
 * @param where the place that errors name before the object, such as `shopfds/dev 10-data.yaml`
 */
export const yamlOf = (manifests: readonly Manifest[], where: string): string =>
  manifests.map((manifest) => documentOf(manifest, where)).join('---\n');

function documentOf(manifest: Manifest, where: string): string {
  try {
    return printYaml(manifest);
  } catch (error) {
    const found = unprintableIn(manifest, '');
    if (!found) throw error;
    const remedy = 'it must have no control characters except tabs and line feeds';
    throw new Error(`${where} ${nameOf(manifest)}: ${found.path} is ${JSON.stringify(found.text)}; ${remedy}`);
  }
}

/** Control characters other than tab, line feed and next line, and single surrogates of UTF-16, which are not characters. */
const unprintable = /(?![\t\n\u0085])\p{Cc}|\p{Surrogate}/u;

/** The first key or value that contains such a character. */
function unprintableIn(value: unknown, path: string): { readonly path: string; readonly text: string } | undefined {
  if (typeof value === 'string') return unprintable.test(value) ? { path, text: value } : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (unprintable.test(key)) return { path: `a key of ${path}`, text: key };
    const found = unprintableIn(item, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return undefined;
}

/** Texts that Go reads as numbers: it ignores every _ and accepts 0o17 and 0B1. */
const goNumber = /^[-+]?(0_*[xX][\da-fA-F_]+|0_*[bB][-+01_]+|0_*[oO][-+0-7_]+|[\d_]*\.?[\d_]+([eE][-+]?[\d_]+)?|[\d_]+\.)$/;
/** As a key, it would merge its value into the object. */
const merge = /^<<$/;
/** In a block of text, a leading tab and leading blank lines would be part of its indentation. */
const blankFirst = /^[\n ]*(\t|$)/;
/** Line breaks in YAML 1.1 but not in 1.2, and characters that readers skip or refuse unless they are escaped. */
const escaped = /[\u0085\u2028\u2029\ufeff\ufffe\uffff]/;
const misread = new RegExp([goNumber, merge, blankFirst, escaped].map(({ source }) => source).join('|'));

/** Texts that some reader would misread. They are printed as JSON strings, which are valid YAML on one line. */
const quoted: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: misread, // without it, the tag of << would come first
  identify(value) {
    if (typeof value !== 'string') return false;
    if (unprintable.test(value)) throw new Error('a control character');
    return misread.test(value);
  },
  stringify: ({ value }) => JSON.stringify(value).replace(new RegExp(escaped, 'g'), (character) => `\\u${hex(character)}`),
  resolve: (text) => text,
};

const hex = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');

/** Created once, which also makes printing faster. */
const schema = new Schema({ schema: 'yaml-1.1', customTags: (tags) => [quoted, ...tags] });

/** Prints an object so that YAML 1.1 and 1.2 read the same data. One printer for all files, because they share most of their texts. */
export const printYaml = yamlPrinter({ schema, lineWidth: 0, keepUndefined: true });
