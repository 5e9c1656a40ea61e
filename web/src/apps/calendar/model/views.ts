/** The ways to look at a calendar, the days each one shows and how far it turns. */
import {
  addDays,
  addMonths,
  daysBetween,
  isDay,
  isWeekend,
  listDays,
  monthGrid,
  startOfMonth,
  startOfWeek,
  yearOf,
  makeDay,
  type Day,
} from './days';

export const views = [
  'day',
  'three',
  'workweek',
  'week',
  'month',
  'year',
  'agenda',
  'team',
] as const;
export type View = (typeof views)[number];
export const isView = (text: string): text is View => views.some((it) => it === text);

/** The views whose days are columns of hours. */
export const isTimed = (view: View): boolean =>
  view === 'day' || view === 'three' || view === 'workweek' || view === 'week';

export interface WeekShape {
  weekStart: number;
  showsWeekends: boolean;
}

const AGENDA_DAYS = 30;

/** The days on screen. */
export function daysOf(view: View, day: Day, { weekStart, showsWeekends }: WeekShape): Day[] {
  switch (view) {
    case 'day':
      return [day];
    case 'three':
      return listDays(day, 3);
    case 'workweek':
      return listDays(startOfWeek(day, 0), 5);
    case 'week': {
      const week = listDays(startOfWeek(day, weekStart), 7);
      return showsWeekends ? week : week.filter((it) => !isWeekend(it));
    }
    case 'team':
      return listDays(startOfWeek(day, weekStart), 7).filter(
        (it) => showsWeekends || !isWeekend(it),
      );
    case 'month':
      return monthGrid(day, weekStart);
    case 'year': {
      const first = makeDay(yearOf(day), 1, 1);
      return listDays(first, daysBetween(first, makeDay(yearOf(day) + 1, 1, 1)));
    }
    case 'agenda':
      return listDays(day, AGENDA_DAYS);
  }
}

/** The day that the arrows lead to. */
export function turn(view: View, day: Day, by: 1 | -1): Day {
  switch (view) {
    case 'day':
      return addDays(day, by);
    case 'three':
      return addDays(day, 3 * by);
    case 'month':
      return addMonths(startOfMonth(day), by);
    case 'year':
      return addMonths(day, 12 * by);
    case 'agenda':
      return addDays(day, AGENDA_DAYS * by);
    default:
      return addDays(day, 7 * by);
  }
}

export interface Place {
  view: View;
  day: Day;
}

/** What an address says: "week/2026-11-23"; what it leaves out is taken from the usual. */
export function placeOf(path: string, usual: Place): Place {
  const [view = '', day = ''] = path.split('/');
  return { view: isView(view) ? view : usual.view, day: isDay(day) ? day : usual.day };
}

export const addressOf = ({ view, day }: Place): string => `/calendar/${view}/${day}`;
