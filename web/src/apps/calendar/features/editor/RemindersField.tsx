/** When one is reminded, and how. */
import { ActionIcon, Select, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { Reminder } from '@/apps/calendar/client/types';
import { beforeWords } from '../event/reminderWords';
import classes from './editor.module.css';

interface Props {
  reminders: readonly Reminder[];
  onChange: (reminders: Reminder[]) => void;
}

const MINUTES = [0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10_080];
const MOST = 5;

export function RemindersField({ reminders, onChange }: Props) {
  const { t } = useTranslation('calendar');
  const set = (index: number, changes: Partial<Reminder>) =>
    onChange(reminders.map((it, place) => (place === index ? { ...it, ...changes } : it)));
  return (
    <div className={classes.reminders}>
      {reminders.map(({ method, minutes }, index) => {
        const all = MINUTES.includes(minutes)
          ? MINUTES
          : [...MINUTES, minutes].sort((a, b) => a - b);
        return (
          <div key={`${method} ${minutes} ${index}`} className={classes.reminder}>
            <Select
              aria-label={t('reminder.method')}
              allowDeselect={false}
              value={method}
              data={[
                { value: 'popup', label: t('reminder.popup') },
                { value: 'email', label: t('reminder.email') },
              ]}
              onChange={(value) => set(index, { method: value === 'email' ? 'email' : 'popup' })}
            />
            <Select
              aria-label={t('reminder.when')}
              allowDeselect={false}
              value={String(minutes)}
              data={all.map((it) => ({
                value: String(it),
                label: beforeWords((key, values) => t(key, { ...values }), it),
              }))}
              onChange={(value) => value && set(index, { minutes: Number(value) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('reminder.remove')}
              onClick={() => onChange(reminders.filter((_, place) => place !== index))}
            >
              <IconX size={18} stroke={1.75} />
            </ActionIcon>
          </div>
        );
      })}
      {reminders.length < MOST && (
        <UnstyledButton
          className={classes.quietButton}
          onClick={() => onChange([...reminders, { method: 'popup', minutes: 10 }])}
        >
          {t('reminder.add')}
        </UnstyledButton>
      )}
    </div>
  );
}
