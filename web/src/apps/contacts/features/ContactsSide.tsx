/** The side bar of contacts: all, others, duplicates, and the labels and groups with their counts. */
import {
  IconAddressBook,
  IconArrowMerge,
  IconBuilding,
  IconHistory,
  IconTag,
  IconUserPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useGo, usePathname, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { PrimaryAction, SideLink, SideSection } from '@/ui';
import { useLabels, type Label } from '../client';
import { ImportButton } from './ImportButton';

const addressOf = (label: Label) =>
  label.kind === 'group'
    ? `/contacts?group=${label.id}`
    : `/contacts?label=${encodeURIComponent(label.name)}`;

export function ContactsSide() {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const path = usePathname();
  const [chosen] = useQueryParam('label');
  const [group] = useQueryParam('group');
  const labels = useLabels().data ?? [];
  const isElsewhere = /^\/contacts\/(others|duplicates)$/.test(path);
  return (
    <>
      <PrimaryAction icon={IconUserPlus} onClick={() => go('/contacts?new=1')}>
        {t('contact.new')}
      </PrimaryAction>
      <SideSection>
        <SideLink
          to="/contacts"
          icon={IconAddressBook}
          label={t('all')}
          isActive={!isElsewhere && !chosen && !group}
        />
        <SideLink to="/contacts/others" icon={IconHistory} label={t('others')} />
        <SideLink to="/contacts/duplicates" icon={IconArrowMerge} label={t('duplicates')} />
        <SideLink to="/people" icon={IconBuilding} label={t('directory')} />
      </SideSection>
      {labels.length > 0 && (
        <SideSection title={t('labels')}>
          {labels.map((label) => (
            <SideLink
              key={label.id || label.name}
              to={addressOf(label)}
              icon={label.kind === 'group' ? IconUsersGroup : IconTag}
              label={`${label.name} (${String(label.count)})`}
              isActive={label.kind === 'group' ? group === label.id : chosen === label.name}
            />
          ))}
        </SideSection>
      )}
      <ImportButton />
    </>
  );
}
