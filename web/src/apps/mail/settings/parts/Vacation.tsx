/** The automatic answer while one is away. */
import { useState } from 'react';
import { Button, Group, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { htmlOf, textOf } from '@/editor/text';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { PageSection, QueryState } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import { fieldText, readField } from '@/apps/mail/model/times';
import { changeVacation, vacationQuery, type Answered, type Vacation } from '../client/vacation';
import { work } from '../work';
import { htmlOrNone, RichField } from './RichField';
import classes from '../settings.module.css';

const answered: readonly Answered[] = ['everybody', 'known', 'inside'];

export default function VacationPart() {
  const { account } = useMail();
  const query = useQuery(vacationQuery(account.id));
  return (
    <QueryState query={query} isEmpty={!query.data}>
      {query.data && <Form key={account.id} vacation={query.data} />}
    </QueryState>
  );
}

interface DayProps {
  label: string;
  value: string | null;
  /** Of the day: its beginning or its end. */
  clock: string;
  onChange: (value: string | null) => void;
}

/** A day in the person's own zone; stored as an instant. */
function Day({ label, value, clock, onChange }: DayProps) {
  const { time_zone: zone } = useMe();
  return (
    <TextInput
      type="date"
      label={label}
      value={value ? fieldText(new Date(value), zone).slice(0, 10) : ''}
      onChange={(event) => {
        const at = readField(`${event.currentTarget.value}T${clock}`, zone);
        onChange(at ? at.toISOString().replace(/\.\d+Z$/, 'Z') : null);
      }}
    />
  );
}

function Form({ vacation }: { vacation: Vacation }) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const [fields, setFields] = useState(vacation);
  const [start] = useState(() => vacation.htmlBody ?? htmlOf(vacation.textBody ?? ''));
  const set = (patch: Partial<Vacation>) => setFields((before) => ({ ...before, ...patch }));
  const isEmpty = !fields.htmlBody && !fields.textBody;
  const isBackwards =
    fields.fromDate !== null && fields.toDate !== null && fields.toDate <= fields.fromDate;
  async function save(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    await work(() => changeVacation(account.id, fields), t('saved'));
  }
  return (
    <PageSection title={t('vacation')} description={t('vacation.body')}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="md">
          <Switch
            label={t('vacation.on')}
            checked={fields.isEnabled}
            onChange={(event) => set({ isEnabled: event.currentTarget.checked })}
          />
          <div className={classes.two}>
            <Day
              label={t('vacation.from')}
              value={fields.fromDate}
              clock="00:00"
              onChange={(fromDate) => set({ fromDate })}
            />
            <Day
              label={t('vacation.until')}
              value={fields.toDate}
              clock="23:59"
              onChange={(toDate) => set({ toDate })}
            />
          </div>
          {isBackwards && (
            <p className={classes.hint} role="alert">
              {t('vacation.backwards')}
            </p>
          )}
          <TextInput
            label={t('vacation.subject')}
            placeholder={t('vacation.subject.example')}
            value={fields.subject ?? ''}
            maxLength={200}
            onChange={(event) => set({ subject: event.currentTarget.value || null })}
          />
          <RichField
            label={t('vacation.text')}
            html={start}
            onChange={(html) => {
              const htmlBody = htmlOrNone(html) || null;
              set({ htmlBody, textBody: htmlBody && textOf(htmlBody) });
            }}
          />
          <div className={classes.two}>
            <Select
              label={t('vacation.who')}
              allowDeselect={false}
              data={answered.map((value) => ({ value, label: t(`vacation.who.${value}`) }))}
              value={fields.answerTo}
              onChange={(value) => {
                const answerTo = answered.find((it) => it === value);
                if (answerTo) set({ answerTo });
              }}
            />
            <NumberInput
              label={t('vacation.pause')}
              description={t('vacation.pause.body')}
              min={1}
              max={30}
              value={fields.pauseDays}
              onChange={(days) => set({ pauseDays: Number(days) || 1 })}
            />
          </div>
          <Group>
            <Button type="submit" disabled={isBackwards || (fields.isEnabled && isEmpty)}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </PageSection>
  );
}
