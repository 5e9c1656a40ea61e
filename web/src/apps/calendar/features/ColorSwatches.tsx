/** The colours to choose from, as dots. */
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { palette, safeColor } from '../model/colors';
import classes from './features.module.css';

interface Props {
  /** Empty where the calendar's colour holds. */
  value: string;
  label: string;
  onChange: (color: string) => void;
  /** Offers to follow the calendar, whose colour this is. */
  inherited?: string | undefined;
  /** Stands in a menu, whose entries are none but entries of menus. */
  isInMenu?: boolean;
}

export function ColorSwatches({ value, label, onChange, inherited, isInMenu = false }: Props) {
  const { t } = useTranslation('calendar');
  const chosen = value ? safeColor(value) : '';
  return (
    <div className={classes.swatches} role={isInMenu ? 'group' : 'radiogroup'} aria-label={label}>
      {inherited !== undefined && (
        <Swatch
          color={safeColor(inherited)}
          name={t('color.calendar')}
          isChosen={chosen === ''}
          isRing
          isInMenu={isInMenu}
          onChoose={() => onChange('')}
        />
      )}
      {palette.map((it) => (
        <Swatch
          key={it.name}
          color={it.value}
          name={t(`color.${it.name}`)}
          isChosen={chosen === it.value}
          isInMenu={isInMenu}
          onChoose={() => onChange(it.value)}
        />
      ))}
    </div>
  );
}

interface SwatchProps {
  color: string;
  name: string;
  isChosen: boolean;
  isRing?: boolean;
  isInMenu: boolean;
  onChoose: () => void;
}

function Swatch({ color, name, isChosen, isRing = false, isInMenu, onChoose }: SwatchProps) {
  return (
    <button
      type="button"
      role={isInMenu ? 'menuitemradio' : 'radio'}
      aria-checked={isChosen}
      aria-label={name}
      title={name}
      className={classes.swatch}
      data-ring={isRing || undefined}
      style={{ '--event': color } as React.CSSProperties}
      onClick={onChoose}
    >
      {isChosen && <IconCheck size={13} stroke={3} aria-hidden />}
    </button>
  );
}
