/** A chip for who wrote or who was written to, completed by a few letters. */
import { useState } from 'react';
import { Popover, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar } from '@/ui';
import { completeParticipant } from '@/apps/mail/client/correspondents';
import { valueIn, withValue } from '@/apps/mail/model/search';
import { useMail } from '../MailContext';
import classes from './search.module.css';

interface Props {
  operator: 'from' | 'to';
  query: string;
  onSearch: (query: string) => void;
}

export function PersonChip({ operator, query, onSearch }: Props) {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [wanted] = useDebouncedValue(words.trim(), 120);
  const value = valueIn(query, operator);
  const { data: people = [] } = useQuery({
    queryKey: ['mail-people', account.id, wanted],
    enabled: isOpen && wanted.length > 1,
    staleTime: 60_000,
    queryFn: ({ signal }) => completeParticipant(account.id, wanted, signal),
  });
  const choose = (email: string) => {
    setOpen(false);
    setWords('');
    onSearch(withValue(query, operator, email));
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={280} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.chip}
          data-on={value !== '' || undefined}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {value ? `${t(operator)}: ${value}` : t(operator)}
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            choose(words.trim());
          }}
        >
          <TextInput
            data-autofocus
            aria-label={t(`narrow.${operator}`)}
            placeholder={t(`narrow.${operator}`)}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </form>
        {people.slice(0, 6).map((person) => (
          <button
            key={person.email}
            type="button"
            className={classes.person}
            onClick={() => choose(person.email)}
          >
            <PersonAvatar name={person.name} seed={person.email} size={22} />
            <span>{person.name}</span>
          </button>
        ))}
        {value && (
          <button type="button" className={classes.person} onClick={() => choose('')}>
            {t('narrow.any')}
          </button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
