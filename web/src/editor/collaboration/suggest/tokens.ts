/**
 * Content as a flat stream, the way Word thinks of it: characters, inline objects, the break at a
 * paragraph's end, and whole blocks (tables, rules). Splitting a paragraph adds a break, joining
 * removes one, and nothing else has to be known about structure.
 */
import { Fragment, Mark, type Node, type NodeType } from '@tiptap/pm/model';

/** One character; surrogate pairs are never torn apart. */
export interface TextToken {
  kind: 'text';
  pos: number;
  size: number;
  text: string;
  marks: readonly Mark[];
}

export interface AtomToken {
  kind: 'atom';
  pos: number;
  size: number;
  node: Node;
}

/** The end of a paragraph; `pos` is that of its closing. */
export interface BreakToken {
  kind: 'break';
  pos: number;
  size: 1;
  node: Node;
}

export interface BlockToken {
  kind: 'block';
  pos: number;
  size: number;
  node: Node;
}

export type Token = TextToken | AtomToken | BreakToken | BlockToken;

export const isBoundary = (token: Token): token is BreakToken | BlockToken =>
  token.kind === 'break' || token.kind === 'block';

export const isParagraph = (node: Node): boolean => node.type.name === 'paragraph';

function pushText(tokens: Token[], node: Node, start: number): void {
  let pos = start;
  for (const text of node.text ?? '') {
    tokens.push({ kind: 'text', pos, size: text.length, text, marks: node.marks });
    pos += text.length;
  }
}

/** The tokens of inline content that starts at `start`. */
export function inlineTokens(content: Fragment, start: number, tokens: Token[] = []): Token[] {
  content.forEach((node, offset) => {
    const pos = start + offset;
    if (node.isText) pushText(tokens, node, pos);
    else tokens.push({ kind: 'atom', pos, size: node.nodeSize, node });
  });
  return tokens;
}

/** The tokens of sibling blocks, the first of which starts at `start`. */
export function blockTokens(blocks: readonly Node[], start: number): Token[] {
  const tokens: Token[] = [];
  let pos = start;
  for (const node of blocks) {
    if (isParagraph(node)) {
      inlineTokens(node.content, pos + 1, tokens);
      tokens.push({ kind: 'break', pos: pos + node.nodeSize - 1, size: 1, node });
    } else tokens.push({ kind: 'block', pos, size: node.nodeSize, node });
    pos += node.nodeSize;
  }
  return tokens;
}

export const childrenOf = (node: { content: Fragment }): readonly Node[] => node.content.content;

/** Builds inline content again, one text node for neighbours with the same marks. */
export class InlineBuilder {
  private nodes: Node[] = [];
  private text = '';
  private marks: readonly Mark[] = Mark.none;

  get isEmpty(): boolean {
    return this.text === '' && this.nodes.length === 0;
  }

  addText(node: NodeType['schema'], text: string, marks: readonly Mark[]): void {
    if (this.text && !Mark.sameSet(this.marks, marks)) this.flush(node);
    this.text += text;
    this.marks = marks;
  }

  addNode(node: Node): void {
    this.flush(node.type.schema);
    this.nodes.push(node);
  }

  take(schema: NodeType['schema']): Fragment {
    this.flush(schema);
    const content = Fragment.fromArray(this.nodes);
    this.nodes = [];
    return content;
  }

  private flush(schema: NodeType['schema']): void {
    if (this.text) this.nodes.push(schema.text(this.text, this.marks));
    this.text = '';
  }
}
