/** The browser's schema against bureau/docs/schema.json, which the server reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getSchema } from '@tiptap/core';
import type { MarkType, NodeType } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { schemaExtensions } from '.';

interface Spec {
  content?: string;
  group?: string;
  inline?: boolean;
  isolating?: boolean;
  selectable?: boolean;
  excludes?: string;
  inclusive?: boolean;
  attrs?: Record<string, { default: unknown }>;
}

const path = join(import.meta.dirname, '../../../../../bureau/docs/schema.json');
const written = JSON.parse(readFileSync(path, 'utf8')) as {
  nodes: Record<string, Spec>;
  marks: Record<string, Spec>;
};
const schema = getSchema(schemaExtensions());
const FIELDS = ['content', 'group', 'inline', 'isolating', 'selectable', 'excludes', 'inclusive'];

function specOf(type: NodeType | MarkType): Spec {
  const spec: Record<string, unknown> = {};
  for (const field of FIELDS) {
    if (type.spec[field] !== undefined) spec[field] = type.spec[field];
  }
  const attrs = Object.entries(type.spec.attrs ?? {});
  if (attrs.length === 0) return spec;
  return {
    ...spec,
    attrs: Object.fromEntries(
      attrs.map(([name, it]) => [name, { default: it.default as unknown }]),
    ),
  };
}

test('the nodes are those of the written schema, in its order', () => {
  expect(Object.keys(schema.nodes).sort()).toEqual(Object.keys(written.nodes).sort());
  expect(Object.keys(schema.marks)).toEqual(Object.keys(written.marks));
});

test.each(Object.keys(written.nodes))('node %s is as written', (name) => {
  const type = schema.nodes[name];
  expect(type && specOf(type)).toEqual(written.nodes[name]);
});

test.each(Object.keys(written.marks))('mark %s is as written', (name) => {
  const type = schema.marks[name];
  expect(type && specOf(type)).toEqual(written.marks[name]);
});
