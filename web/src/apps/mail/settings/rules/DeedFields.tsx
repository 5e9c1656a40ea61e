/** What a rule does with its messages. */
import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { useMail } from '@/apps/mail/features/MailContext';
import { pathOf } from '@/apps/mail/model/labels';
import { categories, isCategory, isLabel } from '@/apps/mail/model/mail';
import { forwardingQuery } from '../client/forwarding';
import type { Deeds } from '../client/rules';
import { isNap, naps, switches } from './words';
import classes from '../settings.module.css';

interface Props {
  value: Deeds;
  onChange: (value: Deeds) => void;
}

const isAwayDeed = (name: string): boolean => name === 'delete' || name === 'skip_inbox';

export function DeedFields({ value, onChange }: Props) {
  const { t } = useTranslation('mail-settings');
  const { account, boxes } = useMail();
  const forwarding = useQuery(forwardingQuery(account.id)).data?.items ?? [];
  const confirmed = forwarding.filter((it) => it.confirmed).map((it) => it.email);
  const set = (patch: Partial<Deeds>) => onChange({ ...value, ...patch });
  const isAway = value.delete || value.skip_inbox;
  /** What leaves the inbox for good cannot come back to it. */
  const switchOn = (name: (typeof switches)[number], isOn: boolean) =>
    set({ [name]: isOn, ...(isOn && isAwayDeed(name) ? { snooze: '' as const } : {}) });
  return (
    <>
      <MultiSelect
        label={t('deeds.labels')}
        placeholder={value.labels.length ? '' : t('deeds.labels.choose')}
        searchable
        data={boxes.filter(isLabel).map((box) => ({ value: box.id, label: pathOf(box, boxes) }))}
        value={value.labels}
        maxValues={10}
        onChange={(labels) => set({ labels })}
      />
      <div className={classes.two}>
        {switches.map((name) => (
          <Checkbox
            key={name}
            label={t(`deeds.${name}`)}
            checked={value[name]}
            onChange={(event) => switchOn(name, event.currentTarget.checked)}
          />
        ))}
        <Checkbox
          label={t('deeds.stop')}
          checked={value.stop}
          onChange={(event) => set({ stop: event.currentTarget.checked })}
        />
      </div>
      <div className={classes.two}>
        <Select
          label={t('deeds.category')}
          clearable
          placeholder={t('deeds.none')}
          data={categories.map((name) => ({ value: name, label: t(`category.${name}`) }))}
          value={value.category || null}
          onChange={(name) => set({ category: name && isCategory(name) ? name : '' })}
        />
        <Select
          label={t('deeds.snooze')}
          description={isAway ? t('deeds.snooze.away') : undefined}
          clearable
          placeholder={t('deeds.none')}
          disabled={isAway}
          data={naps.map((nap) => ({ value: nap, label: t(`deeds.snooze.${nap}`) }))}
          value={isAway ? null : value.snooze || null}
          onChange={(nap) => set({ snooze: nap && isNap(nap) ? nap : '' })}
        />
        <Select
          label={t('deeds.forward_to')}
          clearable
          placeholder={confirmed.length ? t('deeds.none') : t('deeds.forward_to.none')}
          disabled={confirmed.length === 0}
          data={confirmed}
          value={value.forward_to || null}
          onChange={(email) => set({ forward_to: email ?? '' })}
        />
      </div>
    </>
  );
}
