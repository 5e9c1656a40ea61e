/** What a search found so far; "searching" until it is complete. */
import { Loader } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import type { List } from '@/apps/mail/model/window';
import classes from './list.module.css';

export function SearchState({ list, isLoading }: { list: List; isLoading: boolean }) {
  const { t } = useTranslation('mail');
  const { number } = useFormats();
  const isSearching = isLoading || !list.isComplete;
  const count = list.leads.length;
  return (
    <p className={classes.found} role="status">
      {isSearching && <Loader size={14} />}
      {isSearching
        ? t('search.searching', { count, shown: number(count) })
        : count > 0 && t('search.found', { count, shown: number(count) })}
    </p>
  );
}
