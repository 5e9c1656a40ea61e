/** One recipient: the name; what is outside, a group, or no address says so. */
import { Pill } from '@mantine/core';
import { IconAlertTriangle, IconUsersGroup, IconWorld } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import type { PersonChoice } from '@/ui';
import { domainOf, isAddress } from '@/apps/mail/model/addresses';
import { useGroupSizes } from './useGroupSizes';
import classes from './composer.module.css';

interface Props {
  person: PersonChoice;
  onRemove: () => void;
  /** Turn it back into text, to correct it. */
  onMend: () => void;
}

type Look = 'invalid' | 'group' | 'outside' | 'plain';

function lookOf({ kind, email }: PersonChoice, domain: string): Look {
  if (!isAddress(email)) return 'invalid';
  if (kind === 'group') return 'group';
  return kind === 'free' && domainOf(email) !== domain ? 'outside' : 'plain';
}

const icons = {
  invalid: IconAlertTriangle,
  group: IconUsersGroup,
  outside: IconWorld,
  plain: null,
};

export function RecipientChip({ person, onRemove, onMend }: Props) {
  const { t } = useTranslation('mail');
  const { domain } = useMe();
  const [size] = useGroupSizes([person]);
  const look = lookOf(person, domain);
  const Icon = icons[look];
  const said = look === 'plain' ? '' : t(`chip.${look}`);
  return (
    <Pill
      size="md"
      withRemoveButton
      className={classes.chip ?? ''}
      data-look={look}
      title={[person.email, said].filter(Boolean).join(' · ')}
      removeButtonProps={{ 'aria-label': t('chip.remove', { name: person.name }) }}
      onRemove={onRemove}
      onDoubleClick={onMend}
    >
      {Icon && <Icon size={14} stroke={1.75} role="img" aria-label={said} />}
      <span>
        {person.name || person.email}
        {size && ` (${size.members})`}
      </span>
    </Pill>
  );
}
