/** The side bar of People: the directory for everybody, administration for administrators. */
import { Button } from '@mantine/core';
import {
  IconAddressBook,
  IconClipboardList,
  IconRobot,
  IconUserMinus,
  IconUserPlus,
  IconUsersGroup,
  IconUsersPlus,
} from '@tabler/icons-react';
import { useGo, usePathname, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { PrimaryAction, SideLink, SideSection } from '@/ui';
import { useUnits } from '../client/directory';

function Units() {
  const { t } = useTranslation('people');
  const [unit, setUnit] = useQueryParam('unit');
  const units = useUnits().data ?? [];
  if (units.length === 0) return null;
  return (
    <SideSection
      title={t('units')}
      action={
        unit && (
          <Button variant="subtle" size="compact-xs" onClick={() => setUnit(undefined)}>
            {t('filter.clear')}
          </Button>
        )
      }
    >
      {units.map((it) => (
        <SideLink
          key={it.id}
          to={`/people?unit=${it.id}`}
          label={it.name}
          isActive={unit === it.id}
          depth={it.parent_id ? 1 : 0}
        />
      ))}
    </SideSection>
  );
}

export function PeopleSide() {
  const { t } = useTranslation('people');
  const { abilities } = useMe();
  const go = useGo();
  const path = usePathname();
  const [kind] = useQueryParam('kind');
  const [unit] = useQueryParam('unit');
  const isDirectory = !/^\/people\/(groups|joiners|leavers|audit)/.test(path);
  return (
    <>
      {abilities.administer && (
        <PrimaryAction icon={IconUserPlus} onClick={() => go('/people?new=1')}>
          {t('person.new')}
        </PrimaryAction>
      )}
      <SideSection>
        <SideLink
          to="/people"
          icon={IconAddressBook}
          label={t('directory.title')}
          isActive={isDirectory && kind !== 'service' && !unit}
        />
        <SideLink to="/people/groups" icon={IconUsersGroup} label={t('groups.title')} />
        {abilities.help && (
          <SideLink
            to="/people?kind=service"
            icon={IconRobot}
            label={t('services.title')}
            isActive={isDirectory && kind === 'service'}
          />
        )}
      </SideSection>
      {abilities.administer && (
        <SideSection title={t('administration')}>
          <SideLink to="/people/joiners" icon={IconUsersPlus} label={t('joiners.title')} />
          <SideLink to="/people/leavers" icon={IconUserMinus} label={t('leavers.title')} />
          <SideLink to="/people/audit" icon={IconClipboardList} label={t('audit.title')} />
        </SideSection>
      )}
      {isDirectory && <Units />}
    </>
  );
}
