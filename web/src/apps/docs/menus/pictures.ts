/** Pictures from this computer or from an address: kept with the document, then put in the text. */
import { toast } from '@/ui';
import { storeImage } from '../client/docs';
import type { Workbench } from '../frame/workbench';

export async function insertPicture(bench: Workbench, source: File | string): Promise<void> {
  const { doc, link, editor } = bench;
  try {
    const signal = new AbortController().signal;
    const { src, width, height } = await storeImage(doc.id, source, link, signal);
    editor.chain().focus().insertImage({ src, width, height }).run();
  } catch (error) {
    toast.problem(error);
  }
}

export function chooseImages(bench: Workbench): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/*';
  input.multiple = true;
  input.onchange = async () => {
    for (const file of input.files ?? []) await insertPicture(bench, file);
  };
  input.click();
}
