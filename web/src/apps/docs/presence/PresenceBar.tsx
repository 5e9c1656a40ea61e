/** The people in the document, at the head. A click follows one of them. */
import { Menu } from '@mantine/core';
import type { Participant } from '@/editor/collaboration';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, usePhone } from '@/ui';
import { useWorkbench } from '../frame/workbench';
import { useFollow } from './useFollow';
import { useIdle, useParticipants } from './usePresence';
import classes from './presence.module.css';

const SHOWN = 4;
const SHOWN_ON_PHONE = 1;

export function PresenceBar() {
  const { t } = useTranslation('docs');
  const { open, body } = useWorkbench();
  const { awareness } = open.provider;
  const people = useParticipants(awareness);
  const { followed, follow } = useFollow(body, awareness, people);
  const isPhone = usePhone();
  useIdle(awareness);
  if (people.length === 0) return null;
  const room = isPhone ? SHOWN_ON_PHONE : SHOWN;
  const shown = people.length > room + 1 ? people.slice(0, room) : people;
  const rest = people.slice(shown.length);
  const choose = (person: Participant) => follow(followed === person.id ? null : person.id);
  const about = (person: Participant) =>
    t(person.isIdle ? 'presence.idle' : 'presence.here', { name: person.name });
  return (
    <div className={classes.bar} role="group" aria-label={t('presence.who')} data-presence>
      {shown.map((person) => (
        <button
          key={person.id}
          type="button"
          className={classes.person}
          style={{ '--person': person.color } as React.CSSProperties}
          data-idle={person.isIdle || undefined}
          aria-pressed={followed === person.id}
          aria-label={t('presence.follow', { name: person.name })}
          title={about(person)}
          onClick={() => choose(person)}
        >
          <PersonAvatar name={person.name} seed={person.id} size={28} />
        </button>
      ))}
      {rest.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <button
              type="button"
              className={classes.more}
              aria-label={t('presence.more', { count: rest.length })}
            >
              +{rest.length}
            </button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }} data-presence>
            {rest.map((person) => (
              <Menu.Item
                key={person.id}
                leftSection={<PersonAvatar name={person.name} seed={person.id} size={22} />}
                onClick={() => choose(person)}
              >
                {about(person)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
