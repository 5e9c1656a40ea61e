/** The search of mail. Enter searches; an empty field leads back to the inbox. */
import { useState } from 'react';
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import classes from './list.module.css';

export function SearchField() {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const go = useGo();
  const [words, setWords] = useState(place.query);
  const { account } = place;
  function search(text: string): void {
    const query = text.trim();
    go(query ? hrefOf({ account, box: 'search', query }) : hrefOf({ account }));
  }
  return (
    <form
      role="search"
      className={classes.search}
      onSubmit={(event) => {
        event.preventDefault();
        search(words);
      }}
    >
      <TextInput
        id="mail-search"
        aria-label={t('search')}
        placeholder={t('search')}
        title={t('search.help')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        rightSection={
          words && (
            <CloseButton
              size="sm"
              aria-label={t('search.clear')}
              onClick={() => {
                setWords('');
                if (place.box === 'search') search('');
              }}
            />
          )
        }
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') document.getElementById('mail-list')?.focus();
        }}
      />
    </form>
  );
}
