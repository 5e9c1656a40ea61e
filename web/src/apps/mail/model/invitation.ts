/** A simple reading of an invitation (iCalendar, RFC 5545): what, when, where, by whom. */
import { untilOf } from './snooze';

export interface Invitation {
  method: string;
  summary: string;
  /** RFC 3339, or a plain date for whole days. */
  start: string;
  end: string;
  location: string;
  organizer: string;
  repeats: boolean;
}

interface Line {
  name: string;
  parameters: Map<string, string>;
  value: string;
}

const LINE = /^([A-Za-z0-9-]+)((?:;[^:"]+=(?:"[^"]*"|[^":;]*))*):(.*)$/;

function lineOf(text: string): Line | null {
  const [, name = '', rest = '', value = ''] = LINE.exec(text) ?? [];
  if (!name) return null;
  const pairs = [...rest.matchAll(/;([^=;]+)=(?:"([^"]*)"|([^";]*))/g)];
  const parameters = new Map(
    pairs.map(([, key = '', quoted, plain = '']) => [key.toUpperCase(), quoted ?? plain]),
  );
  return { name: name.toUpperCase(), parameters, value };
}

const plain = (value: string): string =>
  value
    .replace(/\\n/gi, '\n')
    .replace(/\\([,;\\])/g, '$1')
    .trim();

function timeOf(line: Line | undefined, zone: string): string {
  const [, year, month, day, hour, minute, second, isUtc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(line?.value ?? '') ?? [];
  if (!year) return '';
  const date = `${year}-${month}-${day}`;
  if (!hour) return date;
  if (isUtc) return `${date}T${hour}:${minute}:${second}Z`;
  const local = `${date}T${hour}:${minute}`;
  const named = line?.parameters.get('TZID') ?? zone;
  try {
    return untilOf(local, named);
  } catch {
    // A zone of another system's own making: read as the reader's.
    return untilOf(local, zone);
  }
}

/** Null when there is no event in it. */
export function invitationOf(text: string, zone: string): Invitation | null {
  const lines = text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .map(lineOf)
    .filter((line) => line !== null);
  const begin = lines.findIndex((it) => it.name === 'BEGIN' && it.value === 'VEVENT');
  const end = lines.findIndex((it) => it.name === 'END' && it.value === 'VEVENT');
  if (begin < 0 || end < begin) return null;
  const event = lines.slice(begin, end);
  const find = (name: string) => event.find((it) => it.name === name);
  const organizer = find('ORGANIZER');
  return {
    method: lines.find((it) => it.name === 'METHOD')?.value.toUpperCase() ?? '',
    summary: plain(find('SUMMARY')?.value ?? ''),
    start: timeOf(find('DTSTART'), zone),
    end: timeOf(find('DTEND'), zone),
    location: plain(find('LOCATION')?.value ?? ''),
    organizer: organizer?.parameters.get('CN') ?? organizer?.value.replace(/^mailto:/i, '') ?? '',
    repeats: find('RRULE') !== undefined,
  };
}
