/** Dates that an `@` offers: today, tomorrow, yesterday, or the one that is typed. */
import type { MentionChoice, Words } from '../options';

const pad = (value: number) => String(value).padStart(2, '0');

export const isoOf = (date: Date): string =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

function shifted(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** 2026-03-14, 14/3/2026, 14.3. (of this year); null when it is no date. */
function typed(text: string, now: Date): Date | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const usual = /^(\d{1,2})[./](\d{1,2})[./]?(\d{4})?$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : [usual?.[3] ?? now.getFullYear(), usual?.[2], usual?.[1]];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return isReal ? date : null;
}

export function dateChoices(
  text: string,
  language: string,
  t: Words,
  now = new Date(),
): MentionChoice[] {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const choice = (date: Date, detail?: string): MentionChoice => ({
    kind: 'date',
    ref: isoOf(date),
    label: format.format(date),
    ...(detail ? { detail } : {}),
  });
  const own = typed(text.trim(), now);
  if (own) return [choice(own)];
  const named = [
    choice(now, t('doc.date.today')),
    choice(shifted(now, 1), t('doc.date.tomorrow')),
    choice(shifted(now, -1), t('doc.date.yesterday')),
  ];
  const wanted = text.trim().toLowerCase();
  return named.filter((it) => !wanted || it.detail?.toLowerCase().startsWith(wanted));
}
