/** All conversations that a list holds, whether they were read or not. */
import type { Filter } from '@/apps/mail/model/search';

export interface Every {
  filter: Filter;
  total: number;
}
