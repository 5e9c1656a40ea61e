/** What is shown of contacts: kinds of values in words, birthdays, postal addresses. Pure. */
import type { Contact } from './client';

export const emailTypes = ['home', 'work', 'other'] as const;
export const phoneTypes = ['cell', 'work', 'home', 'main', 'fax', 'other'] as const;
const known: readonly string[] = [...emailTypes, ...phoneTypes, 'pager', 'school'];

type Translate = (key: string) => string;

/** The words for what a value is for; words of one's own stay as they are. */
export const typeWords = (type: string, t: Translate): string =>
  known.includes(type) ? t(`type.${type}`) : type;

/** The type that words mean: one of the known, or the words themselves. */
export const typeOf = (words: string, t: Translate): string =>
  known.find((type) => t(`type.${type}`).toLowerCase() === words.trim().toLowerCase()) ?? words;

export interface Birthday {
  day: string;
  month: string;
  year: string;
}

export function readBirthday(text: string): Birthday {
  const [, year = '', month = '', day = ''] = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return { day: day.replace(/^0/, ''), month, year: year === '-' ? '' : year };
}

/** "1980-05-17", "--05-17" without a year; undefined where it is no whole date. */
export function birthdayText({ day, month, year }: Birthday): string | undefined {
  if (!day && !month && !year) return '';
  const date = new Date(Date.UTC(Number(year || 2000), Number(month) - 1, Number(day)));
  const isReal =
    /^\d{1,2}$/.test(day) && date.getUTCMonth() === Number(month) - 1 && /^(|\d{4})$/.test(year);
  return isReal && Number(day) > 0 ? `${year || '-'}-${month}-${day.padStart(2, '0')}` : undefined;
}

export function birthdayWords(text: string, language: string): string {
  const { day, month, year } = readBirthday(text);
  if (!day) return text;
  const date = new Date(Date.UTC(Number(year || 2000), Number(month) - 1, Number(day)));
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(year ? { year: 'numeric' as const } : {}),
  }).format(date);
}

export const addressLines = (one: Contact['addresses'][number]): string[] =>
  [
    one.po_box ?? '',
    one.extended ?? '',
    one.street ?? '',
    [one.postal_code, one.locality].filter(Boolean).join(' '),
    one.region ?? '',
    one.country ?? '',
  ].filter(Boolean);

const quoted = (name: string): string => `"${name.replace(/["<>]/g, '')}"`;

/** Where a new message to these opens. */
export const writeTo = (people: readonly { name: string; email: string }[]): string => {
  const written = people
    .filter(({ email }) => email)
    .map(({ name, email }) => (name && name !== email ? `${quoted(name)} <${email}>` : email));
  return `/mail/inbox?write=${encodeURIComponent(written.join(', '))}`;
};
