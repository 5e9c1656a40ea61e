/** The height of a row: the same for all rows, so that a list of any length scrolls evenly. */
import type { MailDensity } from '@/apps/mail/model/settings';

const wide: Record<MailDensity, number> = { compact: 32, normal: 40, comfortable: 48 };
const tall: Record<MailDensity, number> = { compact: 68, normal: 76, comfortable: 84 };

export const rowHeight = (density: MailDensity, isTall: boolean): number =>
  (isTall ? tall : wide)[density];
