/** Everything that floats over a document while it is written. Mount it once beside the editor. */
import type { Editor } from '@tiptap/core';
import { Forms } from './Forms';
import { ImageBar } from './ImageBar';
import { LinkBubble } from './LinkBubble';
import { TableMenu } from './TableMenu';
import { TriggerMenu } from './TriggerMenu';

interface Props {
  editor: Editor;
}

export function DocumentMenus({ editor }: Props) {
  const { options } = editor.storage.documentOptions;
  return (
    <>
      <TriggerMenu editor={editor} options={options} />
      <LinkBubble editor={editor} options={options} />
      <Forms editor={editor} />
      <ImageBar editor={editor} />
      <TableMenu editor={editor} />
    </>
  );
}
