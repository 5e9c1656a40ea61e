/** The side bar of contacts: all, others, duplicates, the directory, the labels and groups. */
import { ActionIcon } from '@mantine/core';
import {
  IconAddressBook,
  IconArrowMerge,
  IconBuilding,
  IconHistory,
  IconPlus,
  IconTag,
  IconUserPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useGo, usePathname, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { PrimaryAction, SideLink, SideSection } from '@/ui';
import { useLabels } from '../client';

export function ContactsSide() {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const path = usePathname();
  const [chosen] = useQueryParam('label');
  const all = useLabels().data ?? [];
  const labels = all.filter((it) => it.kind === 'label');
  const groups = all.filter((it) => it.kind === 'group');
  return (
    <>
      <PrimaryAction icon={IconUserPlus} onClick={() => go('/contacts/new')}>
        {t('contact.new')}
      </PrimaryAction>
      <SideSection>
        <SideLink
          to="/contacts"
          icon={IconAddressBook}
          label={t('all')}
          isActive={path === '/contacts' && !chosen}
        />
        <SideLink to="/contacts/others" icon={IconHistory} label={t('others')} />
        <SideLink to="/contacts/duplicates" icon={IconArrowMerge} label={t('duplicates')} />
        <SideLink to="/people" icon={IconBuilding} label={t('directory')} />
      </SideSection>
      {labels.length > 0 && (
        <SideSection title={t('labels')}>
          {labels.map((label) => (
            <SideLink
              key={label.name}
              to={`/contacts?label=${encodeURIComponent(label.name)}`}
              icon={IconTag}
              label={label.name}
              count={label.count}
              isActive={chosen === label.name}
            />
          ))}
        </SideSection>
      )}
      <SideSection
        title={t('groups')}
        action={
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('group.new')}
            title={t('group.new')}
            onClick={() => go('/contacts/new?kind=group')}
          >
            <IconPlus size={16} stroke={1.75} />
          </ActionIcon>
        }
      >
        {groups.map((group) => (
          <SideLink
            key={group.id}
            to={`/contacts/${group.id}`}
            icon={IconUsersGroup}
            label={group.name}
            count={group.count}
          />
        ))}
      </SideSection>
    </>
  );
}
