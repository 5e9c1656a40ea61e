/** Which messages a rule is for. */
import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { Criteria } from '../client/rules';
import classes from '../settings.module.css';

const MB = 1_000_000;
const texts = ['from', 'to', 'subject', 'has', 'has_not', 'list_id'] as const;

interface Props {
  value: Criteria;
  onChange: (value: Criteria) => void;
}

export function CriteriaFields({ value, onChange }: Props) {
  const { t } = useTranslation('mail-settings');
  const set = (patch: Partial<Criteria>) => onChange({ ...value, ...patch });
  return (
    <>
      <div className={classes.two}>
        {texts.map((name, index) => (
          <TextInput
            key={name}
            label={t(`criteria.${name}`)}
            placeholder={t(`criteria.${name}.example`)}
            value={value[name]}
            maxLength={500}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        {(['larger', 'smaller'] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`criteria.${name}`)}
            min={0}
            decimalScale={1}
            suffix=" MB"
            value={value[name] ? value[name] / MB : ''}
            onChange={(size) => set({ [name]: Math.round(Number(size || 0) * MB) })}
          />
        ))}
      </div>
      <Checkbox
        label={t('criteria.has_attachment')}
        checked={value.has_attachment}
        onChange={(event) => set({ has_attachment: event.currentTarget.checked })}
      />
    </>
  );
}
