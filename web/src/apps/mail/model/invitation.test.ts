import { expect, test } from 'vitest';
import { invitationOf } from './invitation';

const calendar = (...lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

test('an invitation says what, when, where and by whom', () => {
  const text = calendar(
    'SUMMARY:Stand-up\\, daily',
    'DTSTART;TZID=Europe/Paris:20260303T090000',
    'DTEND:20260303T083000Z',
    'LOCATION:Room 4\\nsecond floor',
    'ORGANIZER;CN="Fontaine, Léa":mailto:lea@demo.example',
    'RRULE:FREQ=DAILY',
  );
  expect(invitationOf(text, 'UTC')).toEqual({
    method: 'REQUEST',
    summary: 'Stand-up, daily',
    start: '2026-03-03T08:00:00Z',
    end: '2026-03-03T08:30:00Z',
    location: 'Room 4\nsecond floor',
    organizer: 'Fontaine, Léa',
    repeats: true,
  });
});

test('folded lines are put together and whole days stay days', () => {
  const text = calendar('SUMMARY:Inven', ' tory', 'DTSTART;VALUE=DATE:20261224');
  expect(invitationOf(text, 'UTC')).toMatchObject({ summary: 'Inventory', start: '2026-12-24' });
});

test('a zone that nobody knows is read as the reader’s', () => {
  const text = calendar('DTSTART;TZID=W. Europe Standard Time:20260303T090000');
  expect(invitationOf(text, 'Europe/Paris')?.start).toBe('2026-03-03T08:00:00Z');
});

test('what is no event is no invitation', () => {
  expect(invitationOf('hello', 'UTC')).toBeNull();
  expect(invitationOf('BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nEND:VTODO', 'UTC')).toBeNull();
});
