/** Who has access: add people and groups, change or remove them, limit the folder, make links. */
import { useState } from 'react';
import { ActionIcon, Button, Group, Modal, Select, Switch } from '@mantine/core';
import { IconLock, IconWorld, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { ListRow, Notice, PeoplePicker, PersonAvatar, RowList, type PersonChoice } from '@/ui';
import { useDrives, useNode, type Node } from '../client/nodes';
import {
  EVERYONE,
  useGrants,
  useLimit,
  useShare,
  useUnshare,
  type Grant,
  type RoleName,
} from '../client/sharing';
import { Links } from './Links';
import { isOwner, rolesFor } from './roles';
import classes from './share.module.css';

interface Props {
  node: Node;
  onClose: () => void;
}

export default function ShareDialog({ node: listed, onClose }: Props) {
  const { t } = useTranslation('drive');
  const { data: node = listed } = useNode(listed.id);
  const { data: drives = [] } = useDrives();
  const isShared = drives.some((one) => one.id === node.drive && one.kind === 'shared');
  const isTop = isShared && node.parent === null;
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t(isTop ? 'members.title' : 'share.title', { name: node.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.body}>
        <Add node={node} isSharedDrive={isShared} />
        <People node={node} isSharedDrive={isShared} />
        <General node={node} />
        <Links node={node} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </div>
    </Modal>
  );
}

interface PartProps {
  node: Node;
  isSharedDrive: boolean;
}

function useRoleChoices(isSharedDrive: boolean, current?: RoleName) {
  const { t } = useTranslation('drive');
  return rolesFor(isSharedDrive, current).map((value) => ({ value, label: t(`role.${value}`) }));
}

/** The dialog gives the focus to what carries this mark, not to its close button. */
function focusFirst(box: HTMLDivElement | null): void {
  box?.querySelector('input')?.setAttribute('data-autofocus', '');
}

function Add({ node, isSharedDrive }: PartProps) {
  const { t } = useTranslation('drive');
  const share = useShare(node.id);
  const [people, setPeople] = useState<PersonChoice[]>([]);
  const [role, setRole] = useState<RoleName>('viewer');
  const choices = useRoleChoices(isSharedDrive);
  const add = () =>
    share.mutate(
      { principals: people.map((one) => one.id), role },
      { onSuccess: () => setPeople([]) },
    );
  return (
    <div className={classes.add}>
      <div className={classes.picker} ref={focusFirst}>
        <PeoplePicker
          label={t('share.people')}
          isLabelHidden
          placeholder={t('share.people')}
          value={people}
          onChange={setPeople}
        />
      </div>
      <Select
        aria-label={t('share.role')}
        w={150}
        allowDeselect={false}
        value={role}
        data={choices}
        onChange={(value) => value && setRole(value as RoleName)}
      />
      <Button disabled={people.length === 0} loading={share.isPending} onClick={add}>
        {t('share')}
      </Button>
    </div>
  );
}

function People({ node, isSharedDrive }: PartProps) {
  const { t } = useTranslation('drive');
  const { data: grants = [] } = useGrants(node.id);
  return (
    <section className={classes.section}>
      <h3>{t('share.have')}</h3>
      <RowList label={t('share.have')}>
        {grants
          .filter((one) => one.principal.id !== EVERYONE || one.inherited_from)
          .map((grant) => (
            <Person
              key={`${grant.principal.id} ${grant.inherited_from?.id ?? ''}`}
              node={node}
              grant={grant}
              isSharedDrive={isSharedDrive}
            />
          ))}
      </RowList>
    </section>
  );
}

function Person({ node, grant, isSharedDrive }: PartProps & { grant: Grant }) {
  const { t } = useTranslation('drive');
  const { principal, role, inherited_from: from } = grant;
  const name = principal.name || t('everyone');
  const owns = isOwner(grant, isSharedDrive);
  const source = owns ? principal.email : from ? t('share.from', { name: from.name }) : null;
  return (
    <ListRow
      mark={<PersonAvatar name={name} seed={principal.id} size={32} />}
      title={name}
      description={source ?? (principal.email || t(`principal.${principal.kind}`))}
      actions={
        from ? (
          <span className={classes.fixed}>{owns ? t('role.owner') : t(`role.${role}`)}</span>
        ) : (
          <RoleSelect node={node} grant={grant} isSharedDrive={isSharedDrive} />
        )
      }
    />
  );
}

function RoleSelect({ node, grant, isSharedDrive }: PartProps & { grant: Grant }) {
  const { t } = useTranslation('drive');
  const share = useShare(node.id);
  const unshare = useUnshare(node.id);
  const { principal, role } = grant;
  const choices = useRoleChoices(isSharedDrive, role);
  const name = principal.name || t('everyone');
  return (
    <>
      <Select
        aria-label={t('share.role.of', { name })}
        size="xs"
        w={150}
        allowDeselect={false}
        value={share.isPending ? (share.variables.role as string) : role}
        data={choices}
        onChange={(value) =>
          value && share.mutate({ principals: [principal.id], role: value as RoleName })
        }
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('share.remove', { name })}
        loading={unshare.isPending}
        onClick={() => unshare.mutate(principal.id)}
      >
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </>
  );
}

/** Everyone in the organisation, and whether what is shared above counts here. */
function General({ node }: { node: Node }) {
  const { t } = useTranslation('drive');
  const { data: grants = [] } = useGrants(node.id);
  const share = useShare(node.id);
  const unshare = useUnshare(node.id);
  const limit = useLimit(node.id);
  const own = grants.find((one) => one.principal.id === EVERYONE && !one.inherited_from);
  const isOpen = own !== undefined;
  const Icon = isOpen ? IconWorld : IconLock;
  const choices = [
    { value: 'none', label: t('general.none') },
    ...rolesFor(false, own?.role).map((value) => ({ value, label: t(`general.${value}`) })),
  ];
  function set(value: string): void {
    if (value === 'none') unshare.mutate(EVERYONE);
    else share.mutate({ principals: [EVERYONE], role: value as RoleName });
  }
  return (
    <section className={classes.section}>
      <h3>{t('general')}</h3>
      <div className={classes.general}>
        <Icon size={20} stroke={1.75} aria-hidden />
        <Select
          aria-label={t('general')}
          allowDeselect={false}
          value={own?.role ?? 'none'}
          data={choices}
          onChange={(value) => value && set(value)}
          className={classes.grow}
        />
      </div>
      {node.is_folder && node.abilities.limit && (
        <Switch
          label={t('limit')}
          description={t('limit.help')}
          checked={node.is_limited}
          onChange={(event) => limit.mutate(event.currentTarget.checked)}
        />
      )}
      {node.is_limited && !node.abilities.limit && <Notice>{t('limited')}</Notice>}
    </section>
  );
}
