// What the tests of the house know of a source file: its imports, calls and names. The compiler's parser reads it, so comments and strings do not count.
import { parseSync } from '@swc/core';

export interface Import {
  /** Undefined if the code computes the name. */
  readonly name?: string;
  /** It exists for the type checker only. */
  readonly isTypeOnly: boolean;
}

export interface Call {
  /** The called name, such as `it`; of a method its last part, such as `each`. */
  readonly callee: string;
  readonly hasTypeArguments: boolean;
  /** The texts in its arguments, nested ones and parts of templates included. */
  readonly texts: readonly string[];
  /** The first argument, if it is a text. */
  readonly first?: string;
}

export interface Syntax {
  readonly imports: readonly Import[];
  readonly calls: readonly Call[];
  /** Names that the code uses or declares, each as often as it occurs; an import counts only where it renames what it imports. */
  readonly names: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What was parsed already: several tests of a run ask for the same files. */
const parsed = new Map<string, Syntax>();

export function syntaxOf(text: string): Syntax {
  const known = parsed.get(text) ?? parse(text);
  parsed.set(text, known);
  return known;
}

function parse(text: string): Syntax {
  const nodes = nodesOf(parseSync(text, { syntax: 'typescript' }));
  return {
    imports: nodes.flatMap(importsOf),
    calls: nodes.filter(({ type }) => type === 'CallExpression').map(callOf),
    names: nodes.filter(({ type }) => type === 'Identifier').map(({ value }) => String(value)),
  };
}

/** A node and all below it. One list collects them, because copies of lists at every depth took most of the time. */
function nodesOf(value: unknown, found: Node[] = []): Node[] {
  if (!isObject(value)) return found;
  if (isNode(value)) found.push(value);
  if (!isPlainImport(value)) for (const part of Object.values(value)) nodesOf(part, found);
  return found;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isNode = (value: unknown): value is Node => isObject(value) && typeof value.type === 'string';
const isPlainImport = (value: unknown): boolean => isNode(value) && value.type === 'ImportSpecifier' && !value.imported;

function importsOf(node: Node): Import[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.source ? [{ name: textOf(node.source), isTypeOnly: node.typeOnly === true }] : [];
    case 'TsExternalModuleReference': // import name = require('module')
      return [{ name: textOf(node.expression), isTypeOnly: false }];
    case 'TsImportType':
      return [{ name: textOf(node.argument), isTypeOnly: true }];
    case 'CallExpression':
      return isImportCall(node.callee) ? [{ name: argumentsOf(node).map(textOf)[0], isTypeOnly: false }] : [];
    default:
      return [];
  }
}

/** `import()`, `require()` and `module.require()`. */
const isImportCall = (callee: unknown): boolean => isNode(callee) && (callee.type === 'Import' || nameOf(callee) === 'require');

const callOf = (node: Node): Call => {
  const given = argumentsOf(node);
  return {
    callee: nameOf(node.callee) ?? '',
    hasTypeArguments: isNode(node.typeArguments),
    texts: nodesOf(given).flatMap(({ type, value, cooked }) =>
      type === 'StringLiteral' ? [String(value)] : type === 'TemplateElement' ? [String(cooked)] : [],
    ),
    first: textOf(given[0]),
  };
};

const argumentsOf = (node: Node): unknown[] =>
  Array.isArray(node.arguments) ? node.arguments.map((each) => (isObject(each) ? each.expression : undefined)) : [];

/** The name that an expression calls. */
function nameOf(callee: unknown): string | undefined {
  if (!isNode(callee)) return undefined;
  if (callee.type === 'MemberExpression') return nameOf(callee.property);
  return callee.type === 'Identifier' ? String(callee.value) : undefined;
}

/** The text of a literal; undefined if it is not a text, or has a part that is computed. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'StringLiteral') return String(node.value);
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis) || node.quasis.length !== 1) return undefined;
  const [quasi] = node.quasis;
  return isObject(quasi) ? String(quasi.cooked) : undefined;
}
