/** How an attachment can be looked at here. */
import type { BodyPart } from './mail';

export type Look = 'image' | 'pdf' | 'text' | 'none';

const IMAGE = /^image\/(png|jpe?g|gif|webp|bmp)$/;
const TEXT = /^(text\/(plain|csv|markdown|x-.*|calendar)|application\/(json|xml|x-yaml|sql))$/;
const MOST_TEXT = 2_000_000;

export function lookOf({ type, size, name }: BodyPart): Look {
  if (IMAGE.test(type)) return 'image';
  if (type === 'application/pdf' || (/\.pdf$/i.test(name ?? '') && /octet/.test(type)))
    return 'pdf';
  return TEXT.test(type) && size <= MOST_TEXT ? 'text' : 'none';
}

/** Pictures that stand inside the text are no attachments to a reader. */
const isFile = (part: BodyPart, hasHtml: boolean): boolean =>
  !(hasHtml && part.cid && part.disposition !== 'attachment' && part.type.startsWith('image/'));

export const isCalendar = (part: BodyPart): boolean =>
  part.type === 'text/calendar' || part.type === 'application/ics';

/** An invitation without a name is a way to write the message, not a file; its card shows it. */
export const filesOf = (attachments: readonly BodyPart[], hasHtml: boolean): BodyPart[] =>
  attachments.filter((part) => isFile(part, hasHtml) && !(isCalendar(part) && !part.name));
