/**
 * Word puts addresses of files on its own disk into HTML; the pictures themselves are in the RTF
 * beside it, as hexadecimal digits, in the same order.
 */

const PICTURE = /\{\\pict[\s\S]+?\\(png|jpeg)blip[^\s{}]*(?:\{[^{}]*\})*\s*([0-9a-f\s]+)\}/gi;

function bytesOf(digits: string): Uint8Array<ArrayBuffer> {
  const hex = digits.replace(/\s+/g, '');
  const bytes = new Uint8Array(hex.length >> 1);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

/** The pictures of an RTF text as files. */
export function picturesOf(rtf: string): File[] {
  // A picture stands twice: as it is, and once more for readers that do not know it.
  const once = rtf.replace(/\{\\nonshppict[\s\S]*?\}\}/g, '');
  return [...once.matchAll(PICTURE)].map(([, kind = 'png', digits = ''], index) => {
    const type = kind.toLowerCase() === 'png' ? 'image/png' : 'image/jpeg';
    return new File([bytesOf(digits)], `picture-${index + 1}.${type.slice(6)}`, { type });
  });
}
