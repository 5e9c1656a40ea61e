/**
 * The schema of a document, equal to bureau/docs/schema.json by name, order, content, attributes
 * and defaults (a test compares). It holds no behaviour.
 */
import type { Extensions } from '@tiptap/core';
import type { Words } from '../options';
import { HorizontalRule, PageBreak, TableOfContents } from './blocks';
import { Equation, Field, Footnote, HardBreak, Image, Mention } from './inline';
import * as marks from './marks';
import { Doc, Paragraph, Text } from './paragraph';
import { Table, TableCell, TableHeader, TableRow } from './tables';

export * from './attributes';
export { isSafeHref } from './marks';

/** All nodes and marks. */
export function schemaExtensions(t: Words = (key) => key): Extensions {
  return [
    Doc.configure(),
    Paragraph.configure({ t }),
    Table,
    TableRow,
    TableCell,
    TableHeader,
    HorizontalRule,
    PageBreak,
    TableOfContents,
    Text,
    HardBreak,
    Image,
    Equation,
    Mention,
    Field,
    Footnote,
    marks.Link,
    marks.Bold,
    marks.Italic,
    marks.Underline,
    marks.Strike,
    marks.Code,
    marks.Superscript,
    marks.Subscript,
    marks.Font,
    marks.FontSize,
    marks.TextColor,
    marks.Highlight,
    marks.Comment,
    marks.Insertion,
    marks.Deletion,
    marks.Formatting,
  ];
}
