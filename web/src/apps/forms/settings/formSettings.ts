/** The settings of a form as the server sends them, typed; times as inputs write them. */

export interface Settings {
  description: string;
  confirmation: string;
  collect_email: 'none' | 'typed' | 'signed_in';
  /** RFC 3339, empty for never. */
  opens_at: string;
  closes_at: string;
  max_responses: number;
  notify: boolean;
  minimum_fill_s: number;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown, missing: number): number =>
  typeof value === 'number' ? value : missing;

export function readSettings(raw: Readonly<Record<string, unknown>>): Settings {
  const collected = raw.collect_email;
  return {
    description: text(raw.description),
    confirmation: text(raw.confirmation),
    collect_email: collected === 'typed' || collected === 'signed_in' ? collected : 'none',
    opens_at: text(raw.opens_at),
    closes_at: text(raw.closes_at),
    max_responses: number(raw.max_responses, 1_000_000),
    notify: raw.notify === true,
    minimum_fill_s: number(raw.minimum_fill_s, 1),
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** As an input of type datetime-local writes it, in the zone of this device. */
export function toInputTime(at: string): string {
  if (!at) return '';
  const time = new Date(at);
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

export const toServerTime = (written: string): string =>
  written ? new Date(written).toISOString() : '';
