import { posix } from 'node:path';
import { type ESTree, parseSync } from 'vite';

/** A file of the repository: its path from the root, with slashes, and what it says. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** As written, e.g. "../model/network.ts" or "zod". */
  readonly specifier: string;
  /** The file that a relative specifier means, from the root; null for a package. */
  readonly target: string | null;
}

/** What the rules look at in one module. */
export interface SourceModule {
  readonly path: string;
  readonly lines: number;
  /** Static, type-only, re-exporting and dynamic imports, `import('…')` types and `new URL('…')`. */
  readonly imports: readonly Import[];
  /** Every identifier, types included. */
  readonly identifiers: ReadonlySet<string>;
  /** Member accesses as text, e.g. "navigator.gpu". */
  readonly members: ReadonlySet<string>;
  readonly comments: readonly string[];
  /** Whether the module has statements and all of them pass on another module's exports. */
  readonly onlyReExports: boolean;
  /** Tests that are focused, skipped or promised, as written, e.g. "it.only". */
  readonly heldTests: readonly string[];
  readonly syntaxErrors: readonly string[];
}

type Node = ESTree.Node;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function visit(value: unknown, action: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const element of value) visit(element, action);
  } else if (isNode(value)) {
    action(value);
    for (const child of Object.values(value)) visit(child, action);
  }
}

function stringValue(node: unknown): string | null {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : null;
}

/** The module that a node names, or null where it names none. */
function namedModule(node: Node): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return stringValue(node.source);
    case 'NewExpression': {
      const [first, second] = node.arguments;
      const isUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL';
      const address = isUrl && second?.type === 'MemberExpression' ? stringValue(first) : null;
      return address !== null && /\.(tsx?|wgsl)$/.test(address) ? address : null;
    }
    default:
      return null;
  }
}

function resolveImport(path: string, specifier: string): Import {
  if (!specifier.startsWith('.')) return { specifier, target: null };
  const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
  return { specifier, target };
}

/** "a.b.c" for a chain of plain names, else "". */
function memberName(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'CallExpression') return memberName(node.callee);
  if (node.type !== 'MemberExpression' || node.computed) return '';
  const object = memberName(node.object);
  return object === '' || node.property.type !== 'Identifier'
    ? ''
    : `${object}.${node.property.name}`;
}

const HELD_MEMBER = /^(describe|it|test|suite|bench)\b.*\.(only|skip|todo|fixme)$/;
const HELD_NAME = /^(xit|xdescribe|xtest|fit|fdescribe)$/;

/** Playwright's `test.skip(condition, reason)` inside a test: a condition, not a title. */
function skipsOnCondition(node: ESTree.CallExpression): boolean {
  const [condition, reason] = node.arguments;
  return (
    condition !== undefined &&
    stringValue(condition) === null &&
    !['TemplateLiteral', 'ArrowFunctionExpression', 'FunctionExpression'].includes(
      condition.type,
    ) &&
    stringValue(reason) !== null
  );
}

function heldTest(node: Node, path: string): string | null {
  if (node.type === 'CallExpression') {
    const name = memberName(node.callee);
    const conditional = name === 'test.skip' && path.startsWith('e2e/') && skipsOnCondition(node);
    return (HELD_MEMBER.test(name) && !conditional) || HELD_NAME.test(name) ? name : null;
  }
  return null;
}

function passesOn(statement: Node): boolean {
  if (statement.type === 'ExportAllDeclaration') return true;
  return statement.type === 'ExportNamedDeclaration' && statement.source !== null;
}

export function parseModule(file: SourceFile): SourceModule {
  const { program, comments, errors } = parseSync(file.path, file.text);
  const imports: Import[] = [];
  const identifiers = new Set<string>();
  const members = new Set<string>();
  const heldTests: string[] = [];
  visit(program, (node) => {
    const specifier = namedModule(node);
    if (specifier !== null) imports.push(resolveImport(file.path, specifier));
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') identifiers.add(node.name);
    if (node.type === 'MemberExpression') members.add(memberName(node));
    const held = heldTest(node, file.path);
    if (held !== null) heldTests.push(held);
  });
  const body: readonly Node[] = program.body;
  return {
    path: file.path,
    lines: file.text.replace(/\n$/, '').split('\n').length,
    imports,
    identifiers,
    members,
    comments: comments.map((comment) => comment.value),
    onlyReExports: body.length > 0 && body.every(passesOn),
    heldTests,
    syntaxErrors: errors.map((error) => error.message),
  };
}
