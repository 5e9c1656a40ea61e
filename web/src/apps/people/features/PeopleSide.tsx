/** The side bar of People: the directory for everybody, administration for administrators. */
import { Button } from '@mantine/core';
import {
  IconAddressBook,
  IconClipboardList,
  IconHeartbeat,
  IconListCheck,
  IconRobot,
  IconSitemap,
  IconTemplate,
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
import { unitLines } from './unitTree';

const elsewhere =
  /^\/people\/(groups|units|services|joiners|templates|leavers|audit|work|health)(\/|$)/;

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
      {unitLines(units).map((line) => (
        <SideLink
          key={line.unit.id}
          to={`/people?unit=${line.unit.id}`}
          label={line.unit.name}
          isActive={unit === line.unit.id}
          depth={line.depth}
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
  const [unit] = useQueryParam('unit');
  const isDirectory = !elsewhere.test(path);
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
          isActive={isDirectory && !unit}
        />
        <SideLink to="/people/groups" icon={IconUsersGroup} label={t('groups.title')} />
        {abilities.help && (
          <SideLink to="/people/services" icon={IconRobot} label={t('services.title')} />
        )}
      </SideSection>
      {abilities.administer && (
        <SideSection title={t('administration')}>
          <SideLink to="/people/units" icon={IconSitemap} label={t('units')} />
          <SideLink to="/people/joiners" icon={IconUsersPlus} label={t('joiners.title')} />
          <SideLink to="/people/templates" icon={IconTemplate} label={t('templates.title')} />
          <SideLink to="/people/leavers" icon={IconUserMinus} label={t('leavers.title')} />
          <SideLink to="/people/audit" icon={IconClipboardList} label={t('audit.title')} />
          <SideLink to="/people/work" icon={IconListCheck} label={t('work.title')} />
          <SideLink to="/people/health" icon={IconHeartbeat} label={t('health.title')} />
        </SideSection>
      )}
      {isDirectory && <Units />}
    </>
  );
}
