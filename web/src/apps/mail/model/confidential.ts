/** Confidential messages: for how long they are read, as chosen, kept in a draft, told to the server. */

export interface Terms {
  /** From sending on; null until a date. */
  days: number | null;
  /** An instant, where there are no days. */
  until: string;
  /** Readers outside need a code that is mailed to them. */
  passcode: boolean;
}

/** What a file of the message is to its readers: a picture has an address, others are withheld. */
export interface ShownFile {
  name: string;
  type: string;
  size: number;
  url: string;
}

/** What the server says of a message, as it stands now. */
export type Standing =
  | {
      role: 'author';
      id: string;
      state: 'open' | 'expired' | 'revoked';
      expiresAt: string;
      passcode: boolean;
    }
  | { role: 'reader'; state: 'open'; expiresAt: string; url: string; files: ShownFile[] }
  | { role: 'reader'; state: 'over' };

export const LENGTHS = [1, 7, 30, 90, 365, 1825] as const;
const DAY_MS = 86_400_000;

/** When reading ends of a message that is sent at a time. */
export const endOf = ({ days, until }: Terms, sentAt: number): string =>
  days === null ? until : new Date(sentAt + days * DAY_MS).toISOString();

/** As a header field of the draft, so that it is still confidential when it is opened again. */
export const HEADER = 'header:X-Confidential:asText';

export const written = ({ days, until, passcode }: Terms): string =>
  (days === null ? until : `${days} days`) + (passcode ? '; passcode' : '');

export function readTerms(field: string | null | undefined): Terms | null {
  const [end = '', more] = (field ?? '').split(';').map((it) => it.trim());
  const passcode = more === 'passcode';
  const days = /^(\d{1,4}) days$/.exec(end);
  if (days) return { days: Number(days[1]), until: '', passcode };
  return end && !Number.isNaN(Date.parse(end)) ? { days: null, until: end, passcode } : null;
}

/** Whether readers see a file; all others are withheld from them. */
export const isShown = (type: string): boolean => /^image\/(png|jpeg|gif|webp|bmp)$/.test(type);
