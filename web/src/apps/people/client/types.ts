/** The shapes of the directory and of provisioning, as the server declares them. */
import type { components } from '@/platform/api';

type Schemas = components['schemas'];

export type Card = Schemas['PersonCard'];
export type Person = Schemas['PersonOut'];
export type Unit = Schemas['UnitOut'];
export type Plan = Schemas['PlanOut'];
export type PlanRow = Schemas['RowOut'];
export type PlanSummary = Schemas['PlanSummary'];
export type Progress = Schemas['Progress'];
export type PersonProgress = Schemas['PersonProgressOut'];
export type Leaving = Schemas['LeavingOut'];
export type Entry = Schemas['EntryOut'];
export type Token = Schemas['TokenOut'];
export type TokenMade = Schemas['TokenMade'];
export type CourseWish = Schemas['CourseWish'];
export type DriveWish = Schemas['DriveWish'];

export type Template = Schemas['JoinerTemplateOut'];

export interface Group {
  id: string;
  name: string;
  email: string;
  description: string;
  member_count: number;
  abilities: Record<string, boolean>;
}

export const isRole = (value: string): value is 'admin' | 'helpdesk' | 'member' =>
  ['admin', 'helpdesk', 'member'].includes(value);
