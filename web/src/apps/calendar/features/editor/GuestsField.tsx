/** Who is invited: people, groups and addresses; each may be optional. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconUser, IconUserQuestion, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PeoplePicker, PersonAvatar, type PersonChoice } from '@/ui';
import { searchGuests } from '@/apps/calendar/client/scheduling';
import type { Guest } from '@/apps/calendar/client/types';
import type { DraftGuest } from '@/apps/calendar/model/draft';
import classes from './editor.module.css';

interface Props {
  guests: readonly DraftGuest[];
  onChange: (guests: DraftGuest[]) => void;
  /** What is known of them: their answers, the size of groups. */
  known?: readonly Guest[];
  isReadOnly?: boolean;
}

const noChoices: PersonChoice[] = [];

export function GuestsField({ guests, onChange, known = [], isReadOnly = false }: Props) {
  const { t } = useTranslation('calendar');
  const addressOf = (it: PersonChoice) => it.email.toLowerCase();
  function add(chosen: PersonChoice[]): void {
    const present = new Set(guests.map((it) => it.email.toLowerCase()));
    const added = chosen
      .filter((it) => it.email && !present.has(addressOf(it)))
      .map(({ id, name, email }) => ({ id, name, email, is_optional: false }));
    onChange([...guests, ...added]);
  }
  const change = (email: string, isOptional: boolean) =>
    onChange(guests.map((it) => (it.email === email ? { ...it, is_optional: isOptional } : it)));
  return (
    <div>
      {!isReadOnly && (
        <PeoplePicker
          label={t('guests.add')}
          isLabelHidden
          placeholder={t('guests.add')}
          value={noChoices}
          isFreeAllowed
          search={searchGuests}
          onChange={add}
        />
      )}
      {guests.length > 0 && (
        <ul className={classes.guests} aria-label={t('guests')}>
          {guests.map((it) => {
            const state = known.find((one) => one.email.toLowerCase() === it.email.toLowerCase());
            const words = [
              it.name !== it.email && it.email,
              state?.group_size && t('guests.group', { count: state.group_size }),
              state && t(`answer.state.${state.status || 'needs-action'}`),
              it.is_optional && t('guests.optional'),
            ].filter(Boolean);
            return (
              <li key={it.email}>
                <PersonAvatar name={it.name} seed={it.id || it.email} size={28} />
                <span className={classes.guestName}>
                  {it.name}
                  <small>{words.join(' · ')}</small>
                </span>
                {!isReadOnly && (
                  <>
                    <Tooltip label={t(it.is_optional ? 'guests.require' : 'guests.makeOptional')}>
                      <ActionIcon
                        variant={it.is_optional ? 'light' : 'subtle'}
                        color={it.is_optional ? 'indigo' : 'gray'}
                        aria-pressed={it.is_optional}
                        aria-label={t('guests.optional.of', { name: it.name })}
                        onClick={() => change(it.email, !it.is_optional)}
                      >
                        {it.is_optional ? (
                          <IconUserQuestion size={18} stroke={1.75} />
                        ) : (
                          <IconUser size={18} stroke={1.75} />
                        )}
                      </ActionIcon>
                    </Tooltip>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('guests.remove', { name: it.name })}
                      onClick={() => onChange(guests.filter((one) => one !== it))}
                    >
                      <IconX size={18} stroke={1.75} />
                    </ActionIcon>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
