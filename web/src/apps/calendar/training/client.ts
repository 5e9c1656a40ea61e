/** Trainings, their dates and who comes. Keys start with "calendar": live messages refresh them. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { queries, send, usePaged, type components } from '@/platform/api';
import { searchPeople, toast, type PersonChoice } from '@/ui';
import { read, write } from '../client/http';

type Schemas = components['schemas'];
export type Course = Schemas['CourseOut'];
export type CourseState = Course['state'];
export type Session = Schemas['SessionOut'];
export type Registration = Schemas['RegistrationOut'];
export type Attended = Registration['attended'];
export type CourseFields = Pick<Course, 'title' | 'description' | 'feedback_url'> & {
  audience: string[];
};
export type SessionFields = Pick<
  Session,
  'starts_at' | 'ends_at' | 'time_zone' | 'place' | 'conference_url' | 'seats' | 'closes_at'
> & { room_id: string | null };

export const views = ['catalogue', 'mine', 'organised'] as const;
export type TrainingView = (typeof views)[number];
export const isTrainingView = (text: string): text is TrainingView =>
  views.some((it) => it === text);

const TRAINING = ['calendar', 'training'];
const courseKey = (id: string) => [...TRAINING, 'course', id];

const refresh = () => queries.invalidateQueries({ queryKey: ['calendar'] });
const onError = (error: unknown) => void toast.problem(error);

export const useCourses = (view: TrainingView, q: string) =>
  usePaged<Course>([...TRAINING, 'list', view, q], (cursor, signal) =>
    read<Schemas['CoursesOut']>('/courses', { view, q, cursor }, signal),
  );

export const useCourse = (id: string) =>
  useQuery({ queryKey: courseKey(id), queryFn: () => read<Course>(`/courses/${id}`) });

const seats = (sessionId: string) => `/sessions/${sessionId}/registrations`;

export const useRegistrations = (sessionId: string) =>
  usePaged<Registration>([...TRAINING, 'registrations', sessionId], (cursor, signal) =>
    read<Schemas['RegistrationsOut']>(seats(sessionId), { cursor }, signal),
  );

export const exportAddress = (sessionId: string) => `/api/v1/calendar${seats(sessionId)}.csv`;

export const useRegister = (sessionId: string) =>
  useMutation({
    mutationFn: (personId: string) =>
      write<Schemas['MyRegistrationOut']>('POST', seats(sessionId), { person_id: personId }),
    onError,
    onSettled: refresh,
  });

export const useLeave = (sessionId: string) =>
  useMutation({
    mutationFn: (personId: string) => write('DELETE', `${seats(sessionId)}/${personId}`),
    onError,
    onSettled: refresh,
  });

export const useMove = (personId: string) =>
  useMutation({
    mutationFn: ({ from, to }: { from: string; to: string }) =>
      write<Schemas['MyRegistrationOut']>('POST', `${seats(from)}/${personId}/move`, {
        session_id: to,
      }),
    onError,
    onSettled: refresh,
  });

export const useMark = (sessionId: string) =>
  useMutation({
    mutationFn: (body: { person_ids: string[]; attended: Attended }) =>
      write('PUT', `/sessions/${sessionId}/attendance`, body),
    onError,
    onSettled: refresh,
  });

/** Make a course, or change one; failures are the caller's, who keeps what was typed. */
export async function saveCourse(
  id: string | null,
  fields: CourseFields & { calendar_id?: string },
): Promise<Course> {
  const saved = id
    ? await write<Course>('PATCH', `/courses/${id}`, fields)
    : await write<Course>('POST', '/courses', fields);
  queries.setQueryData(courseKey(saved.id), saved);
  void refresh();
  return saved;
}

/** Plan a date, or change one; failures are the caller's. */
export async function saveSession(
  courseId: string,
  id: string | null,
  fields: SessionFields,
): Promise<void> {
  const saved = id
    ? await write<Course>('PATCH', `/sessions/${id}`, fields)
    : await write<Course>('POST', `/courses/${courseId}/sessions`, fields);
  queries.setQueryData(courseKey(courseId), saved);
  void refresh();
}

export const useSetState = (id: string) =>
  useMutation({
    mutationFn: (state: CourseState) => write<Course>('PUT', `/courses/${id}/state`, { state }),
    onSuccess: (course) => queries.setQueryData(courseKey(id), course),
    onError,
    onSettled: refresh,
  });

export const useDeleteCourse = (id: string) =>
  useMutation({
    mutationFn: () => write('DELETE', `/courses/${id}`),
    onError,
    onSettled: refresh,
  });

export const useCancelSession = () =>
  useMutation({
    mutationFn: (id: string) => write<Course>('POST', `/sessions/${id}/cancel`),
    onError,
    onSettled: refresh,
  });

export const useInvite = (id: string) =>
  useMutation({
    mutationFn: (principals: string[]) =>
      write<Schemas['InvitedOut']>('POST', `/courses/${id}/invitations`, { principals }),
    onError,
    onSettled: refresh,
  });

type Unit = Schemas['UnitOut'];

async function searchUnits(text: string, kind: string): Promise<PersonChoice[]> {
  const units = ((await (await send('/api/v1/units')).json()) as { items: Unit[] }).items;
  const words = text.toLocaleLowerCase();
  return units
    .filter((it) => it.name.toLocaleLowerCase().includes(words))
    .slice(0, 5)
    .map(({ id, name }) => ({ id, name, email: kind, kind: 'group' }));
}

/** Groups and units, and people too where single ones are asked for. */
export async function searchAudience(
  text: string,
  unitWord: string,
  hasPeople: boolean,
): Promise<PersonChoice[]> {
  const [found, units] = await Promise.all([searchPeople(text), searchUnits(text, unitWord)]);
  const offered = found.filter((it) => it.kind === 'group' || (hasPeople && it.kind === 'person'));
  return [...units, ...offered];
}

export const searchColleagues = async (text: string): Promise<PersonChoice[]> =>
  (await searchPeople(text)).filter((it) => it.kind === 'person');
