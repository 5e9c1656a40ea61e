/**
 * The document editor's content: schema, commands, behaviour. Load it lazily, it brings the
 * editor's engine along.
 *
 *     const editor = useEditor({ extensions: [...documentExtensions(options), …] });
 *
 * Undo and collaboration are not part of it. Everything works on plain ProseMirror nodes, marks
 * and plugins; handlers look at the changed part of a document only.
 */
import type { Extensions } from '@tiptap/core';
import '../catalogue';
import { DocumentClipboard } from './clipboard/paste';
import { InsertCommands } from './commands/insert';
import { MoveCommands } from './commands/move';
import { LinkCommands } from './commands/links';
import { ParagraphCommands } from './commands/paragraphs';
import { TextCommands } from './commands/text';
import { FootnoteNumbers } from './footnotes/numbers';
import { FootnoteReferences } from './footnotes/reference';
import { Images } from './images/commands';
import { ImageUploads } from './images/uploads';
import { Equations } from './inline/equations';
import { Fields } from './inline/fields';
import { Following } from './inline/follow';
import { DocumentKeys } from './keyboard/keymap';
import { Checkboxes } from './lists/checkbox';
import { ListCommands } from './lists/commands';
import { ListLabels } from './lists/labels';
import { LentOptions } from './lent';
import { Popovers } from './menus/popover';
import { Triggers } from './menus/triggers';
import { defaultOptions, type DocumentOptions } from './options';
import { ContentsView } from './outline/contents';
import { Headings } from './outline/headings';
import { schemaExtensions } from './schema';
import { TableCommands } from './tables/commands';
import { TableEditing } from './tables/editing';
import { SmartQuotes } from './typing/quotes';
import { TypingRules } from './typing/rules';
import classes from './document.module.css';

export { hrefOf, linkAround } from './commands/links';
export { sizeOf } from './commands/text';
export { attrsOf, selectedParagraphs } from './commands/paragraphs';
export { documentShortcuts, type DocumentShortcut } from './keyboard/shortcuts';
export { documentFootnotes, footnotesBetween, type FootnoteEntry } from './footnotes/numbers';
export { FootnoteList } from './footnotes/FootnoteList';
export { DocumentMenus } from './menus/DocumentMenus';
export { findEmoji, type Emoji } from './menus/emoji';
export { choosePictures } from './menus/slash';
export { followLink } from './inline/follow';
export { goToHeading } from './outline/contents';
export {
  documentHeadings,
  headingPositions,
  positionOfAnchor,
  type Heading,
} from './outline/headings';
export { listLabels } from './lists/labels';
export type { DocumentOptions, LinkPreview, MentionChoice, StoredImage, Words } from './options';
export * from './schema';
export { DEFAULT_FONT, DEFAULT_LINE_SPACING, styleLooks, type StyleLook } from './styles';

/** The class that an element needs so that a document looks like one inside it. */
export const documentClass = classes.document ?? '';

/** Everything a document's editor needs, except undo and collaboration. */
export function documentExtensions(options: Partial<DocumentOptions> = {}): Extensions {
  const all: DocumentOptions = { ...defaultOptions, ...options };
  return [
    ...schemaExtensions(all.t),
    ParagraphCommands,
    TextCommands,
    LinkCommands,
    InsertCommands,
    ListCommands,
    TableCommands,
    MoveCommands,
    LentOptions.configure({ options: all }),
    Popovers,
    Triggers,
    DocumentClipboard.configure(all),
    TableEditing,
    Headings,
    ContentsView.configure(all),
    FootnoteNumbers,
    FootnoteReferences.configure({ t: all.t }),
    Images.configure(all),
    ImageUploads.configure(all),
    Equations.configure({ t: all.t }),
    Fields.configure(all),
    Following.configure(all),
    ListLabels.configure({ t: all.t }),
    Checkboxes,
    TypingRules,
    SmartQuotes.configure(all),
    DocumentKeys,
  ];
}
