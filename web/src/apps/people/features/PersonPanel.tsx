/** One person: who it is, how to reach them, and what the signed-in person may do with them. */
import { useState, type ReactNode } from 'react';
import { Anchor, Button, Group, Select, Stack, Text } from '@mantine/core';
import {
  IconBan,
  IconDeviceDesktopOff,
  IconKeyOff,
  IconMail,
  IconRotate,
  IconSend,
  IconUserMinus,
} from '@tabler/icons-react';
import { Link, useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { confirm, KeyValues, PersonAvatar, QueryState, RightPanel, toast, When } from '@/ui';
import { usePerson, usePersonActions } from '../client/directory';
import { isRole, type Person } from '../client/types';
import { PersonEditor } from './PersonEditor';
import { PersonGroups } from './PersonGroups';
import { PersonRole, PersonState } from './PersonState';
import classes from './PersonPanel.module.css';

function Head({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const go = useGo();
  return (
    <div className={classes.head}>
      <PersonAvatar name={person.name} seed={person.id} size={56} />
      <div>
        <div className={classes.name}>{person.name}</div>
        {person.title && <Text c="dimmed">{person.title}</Text>}
        <Group gap={6} mt={6}>
          <PersonState state={person.state} />
          <PersonRole role={person.role} />
        </Group>
      </div>
      <Button
        variant="default"
        leftSection={<IconMail size={18} stroke={1.75} />}
        onClick={() => go(`/mail/inbox?write=${encodeURIComponent(person.email)}`)}
      >
        {t('person.write')}
      </Button>
    </div>
  );
}

function Details({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const aliases = person.addresses.map((it) => it.email).filter((it) => it !== person.email);
  return (
    <KeyValues
      items={[
        [t('field.email'), person.email],
        [t('field.aliases'), aliases.join(', ')],
        [t('field.phone'), person.phone],
        [t('field.unit'), person.unit?.name],
        [
          t('field.manager'),
          person.manager && (
            <Anchor component={Link} to={`/people/${person.manager.id}`}>
              {person.manager.name}
            </Anchor>
          ),
        ],
        [t('field.zone'), person.time_zone],
        [t('field.start'), person.start_date && <When at={person.start_date} style="date" />],
        [
          t('field.lastSeen'),
          person.security?.last_login && <When at={person.security.last_login} style="ago" />,
        ],
        [t('field.factors'), person.security?.factors.map((it) => t(`factor.${it}`)).join(', ')],
      ]}
    />
  );
}

function RoleField({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const actions = usePersonActions();
  return (
    <Select
      label={t('field.role')}
      allowDeselect={false}
      value={person.role ?? 'member'}
      data={['member', 'helpdesk', 'admin'].map((it) => ({ value: it, label: t(`role.${it}`) }))}
      onChange={(role) => {
        if (role && isRole(role)) void actions.setRole(person.id, role).catch(toast.problem);
      }}
    />
  );
}

function Action({
  icon,
  children,
  onClick,
}: {
  icon: ReactNode;
  children: ReactNode;
  onClick: () => void;
}) {
  return (
    <Button variant="default" justify="flex-start" leftSection={icon} onClick={onClick}>
      {children}
    </Button>
  );
}

const look = { size: 18, stroke: 1.75 } as const;

function Actions({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const me = useMe();
  const go = useGo();
  const actions = usePersonActions();
  const can = person.abilities;
  const attempt = (action: Promise<unknown>) => action.catch(toast.problem);

  async function invite(): Promise<void> {
    const made = await actions.invite(person.id);
    if (made) toast.show(t('person.invited', { address: made.sent_to }), { tone: 'success' });
  }
  async function suspend(): Promise<void> {
    await actions.act(person.id, 'suspend');
    toast.show(t('person.suspended', { name: person.name }), {
      undo: () => attempt(actions.act(person.id, 'restore')),
    });
  }
  async function signOut(): Promise<void> {
    const isSure = await confirm({
      title: t('person.signOutTitle', { name: person.name }),
      body: t('person.signOutBody'),
      action: t('person.signOut'),
    });
    if (isSure) await actions.act(person.id, 'sign-out');
  }
  async function removeFactors(): Promise<void> {
    const isSure = await confirm({
      title: t('person.removeFactorsTitle', { name: person.name }),
      body: t('person.removeFactorsBody'),
      action: t('person.removeFactors'),
      isDangerous: true,
    });
    if (!isSure) return;
    await actions.act(person.id, 'remove-factors');
    toast.show(t('person.factorsRemoved', { name: person.name }), { tone: 'success' });
  }
  const hasFactors = (person.security?.factors.length ?? 0) > 0;
  return (
    <Stack gap="xs">
      {can.invite && (
        <Action icon={<IconSend {...look} />} onClick={() => void attempt(invite())}>
          {t('person.invite')}
        </Action>
      )}
      {can.secure && person.state === 'active' && (
        <Action icon={<IconDeviceDesktopOff {...look} />} onClick={() => void attempt(signOut())}>
          {t('person.signOut')}
        </Action>
      )}
      {can.secure && hasFactors && (
        <Action icon={<IconKeyOff {...look} />} onClick={() => void attempt(removeFactors())}>
          {t('person.removeFactors')}
        </Action>
      )}
      {can.suspend && person.id !== me.id && (
        <Action icon={<IconBan {...look} />} onClick={() => void attempt(suspend())}>
          {t('person.suspend')}
        </Action>
      )}
      {can.restore && (
        <Action
          icon={<IconRotate {...look} />}
          onClick={() => void attempt(actions.act(person.id, 'restore'))}
        >
          {t('person.restore')}
        </Action>
      )}
      {me.abilities.administer && person.kind === 'person' && person.id !== me.id && (
        <Action
          icon={<IconUserMinus {...look} />}
          onClick={() => go(`/people/leavers?person=${person.id}`)}
        >
          {t('person.offboard')}
        </Action>
      )}
    </Stack>
  );
}

export function PersonPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('people');
  const me = useMe();
  const query = usePerson(id);
  const person = query.data;
  const [isEditing, setEditing] = useState(false);
  return (
    <RightPanel
      title={t('person.title')}
      onClose={onClose}
      actions={
        person?.abilities.update &&
        !isEditing && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {t('person.edit')}
          </Button>
        )
      }
    >
      <QueryState query={query} isEmpty={!person}>
        {person && isEditing && <PersonEditor person={person} onDone={() => setEditing(false)} />}
        {person && !isEditing && (
          <Stack gap="lg">
            <Head person={person} />
            <Details person={person} />
            <PersonGroups person={person} />
            {person.abilities.set_role && person.id !== me.id && <RoleField person={person} />}
            <Actions person={person} />
          </Stack>
        )}
      </QueryState>
    </RightPanel>
  );
}
