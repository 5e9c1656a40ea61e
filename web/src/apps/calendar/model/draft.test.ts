import { expect, test } from 'vitest';
import { changesOf, newDraft, usualTimes, withAllDay, withEnd, withStart } from './draft';
import type { Settings } from '../client/types';

const zone = 'Europe/Paris';
const settings = { default_reminders: [{ method: 'popup', minutes: 10 }] } as unknown as Settings;
const draft = newDraft(
  { start: '2026-11-23T09:00:00Z', end: '2026-11-23T10:30:00Z', is_all_day: false },
  settings,
  zone,
  undefined,
);

test('a new event starts at the next half hour of today and at nine of another day', () => {
  const now = Date.parse('2026-11-23T09:10:00Z');
  expect(usualTimes('2026-11-23', '2026-11-23', now, zone, 30).start).toBe('2026-11-23T09:30:00Z');
  expect(usualTimes('2026-11-25', '2026-11-23', now, zone, 30)).toMatchObject({
    start: '2026-11-25T08:00:00Z',
    end: '2026-11-25T08:30:00Z',
  });
});

test('a new start takes the end along, an end before the start takes the start along', () => {
  expect(withStart(draft, '2026-11-24T12:00:00Z').end).toBe('2026-11-24T13:30:00Z');
  expect(withEnd(draft, '2026-11-23T09:15:00Z').start).toBe('2026-11-23T09:00:00Z');
  expect(withEnd(draft, '2026-11-23T08:00:00Z').start).toBe('2026-11-23T06:30:00Z');
});

test('whole days and back', () => {
  const days = withAllDay(draft, true, zone, 30);
  expect([days.start, days.end]).toEqual(['2026-11-23', '2026-11-24']);
  expect(withAllDay(days, false, zone, 30)).toMatchObject({
    start: '2026-11-23T08:00:00Z',
    end: '2026-11-23T08:30:00Z',
  });
});

test('only what differs is sent, and times go together', () => {
  expect(changesOf(draft, draft)).toEqual({});
  expect(changesOf(draft, { ...draft, title: 'Plan' })).toEqual({ title: 'Plan' });
  expect(changesOf(draft, withEnd(draft, '2026-11-23T11:00:00Z'))).toEqual({
    start: '2026-11-23T09:00:00Z',
    end: '2026-11-23T11:00:00Z',
    is_all_day: false,
    time_zone: zone,
  });
});

test('a guest is sent as an address', () => {
  const guest = { id: 'p1', name: 'Ana', email: 'ana@example.com', is_optional: true };
  expect(changesOf(draft, { ...draft, guests: [guest] })).toEqual({
    guests: [{ email: 'ana@example.com', is_optional: true }],
  });
});
