/** How an event repeats: the usual ways, or one's own with a preview in words. */
import { useState } from 'react';
import { Button, Group, Modal, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useSettings } from '@/apps/calendar/client/calendars';
import type { Draft } from '@/apps/calendar/model/draft';
import {
  frequencies,
  isSameRule,
  offeredEnd,
  parseRule,
  presetsOf,
  ruleText,
  ruleWords,
  weekly,
  type Ending,
  type MonthlyBy,
  type Rule,
} from '@/apps/calendar/model/recurrence';
import { isLastInMonth, ordinalInMonth, weekdayOf, type Day } from '@/apps/calendar/model/days';
import { dayAt } from '@/apps/calendar/model/zone';
import { useTimes } from '../useTimes';
import classes from './editor.module.css';

interface Props {
  draft: Draft;
  onChange: (recurrence: string | null) => void;
  /** The rule in the words of the server, for what cannot be shown otherwise. */
  text?: string;
  isReadOnly?: boolean;
}

/** Rules in words. */
function useRuleWords(day: Day): (rule: Rule) => string {
  const { t } = useTranslation('calendar');
  const times = useTimes();
  return (rule) =>
    ruleWords(rule, day, {
      t: (key, values) => t(key, { ...values }),
      weekday: (it) => times.weekday(it),
      day: times.date,
      monthDay: times.monthDay,
      list: times.list,
    });
}

const CUSTOM = 'custom';
const KEPT = 'kept';

export function RepeatField({ draft, onChange, text = '', isReadOnly = false }: Props) {
  const { t } = useTranslation('calendar');
  const [isOpen, setOpen] = useState(false);
  const zone = draft.time_zone;
  const day = draft.is_all_day ? draft.start : dayAt(Date.parse(draft.start), zone);
  const words = useRuleWords(day);
  const present = draft.recurrence ? parseRule(draft.recurrence, day, zone) : null;
  const presets = presetsOf(day);
  const write = (rule: Rule) => ruleText(rule, day, draft.is_all_day, zone);
  const match = presets.find(({ rule }) => isSameRule(rule, present));
  const isKept = draft.recurrence !== null && (present === null || !match);
  const value = isKept ? KEPT : (match?.preset ?? 'none');
  const label = (rule: Rule | null) => (rule ? words(rule) : t('repeat.none'));
  const own = present ? words(present) : text || t('repeat.custom');
  return (
    <>
      <Select
        aria-label={t('repeat')}
        readOnly={isReadOnly}
        allowDeselect={false}
        value={value}
        data={[
          ...presets.map(({ preset, rule }) => ({ value: preset, label: capital(label(rule)) })),
          ...(isKept ? [{ value: KEPT, label: capital(own) }] : []),
          { value: CUSTOM, label: t('repeat.own') },
        ]}
        onChange={(next) => {
          if (next === CUSTOM) setOpen(true);
          else if (next !== KEPT) {
            const rule = presets.find((it) => it.preset === next)?.rule ?? null;
            onChange(rule && write(rule));
          }
        }}
      />
      {isOpen && (
        <OwnRule
          day={day}
          first={present ?? weekly(day)}
          onClose={() => setOpen(false)}
          onDone={(rule) => {
            setOpen(false);
            onChange(write(rule));
          }}
        />
      )}
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface OwnProps {
  day: Day;
  first: Rule;
  onClose: () => void;
  onDone: (rule: Rule) => void;
}

function OwnRule({ day, first, onClose, onDone }: OwnProps) {
  const { t } = useTranslation('calendar');
  const words = useRuleWords(day);
  const [rule, setRule] = useState(first);
  const set = (changes: Partial<Rule>) => setRule({ ...rule, ...changes });
  const isWeekly = rule.frequency === 'WEEKLY';
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={t('repeat.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Group gap="xs" align="flex-end">
          <NumberInput
            data-autofocus
            label={t('repeat.interval')}
            w={90}
            min={1}
            max={99}
            clampBehavior="strict"
            value={rule.interval}
            onChange={(value) => set({ interval: Math.max(1, Number(value) || 1) })}
          />
          <Select
            aria-label={t('repeat.unit')}
            flex={1}
            allowDeselect={false}
            value={rule.frequency}
            data={frequencies.map((it) => ({
              value: it,
              label: t(`repeat.unit.${it}`, { count: rule.interval }),
            }))}
            onChange={(value) => {
              const frequency = frequencies.find((it) => it === value);
              if (frequency) {
                set({ frequency, weekdays: frequency === 'WEEKLY' ? [weekdayOf(day)] : [] });
              }
            }}
          />
        </Group>
        {isWeekly && <Weekdays chosen={rule.weekdays} onChange={(weekdays) => set({ weekdays })} />}
        {rule.frequency === 'MONTHLY' && (
          <Monthly day={day} rule={rule} onChange={(monthlyBy) => set({ monthlyBy })} />
        )}
        <Ends day={day} ending={rule.ending} onChange={(ending) => set({ ending })} />
        <div className={classes.preview} role="status">
          {words(rule)}
        </div>
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={isWeekly && rule.weekdays.length === 0} onClick={() => onDone(rule)}>
            {t('repeat.action')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Weekdays({ chosen, onChange }: { chosen: number[]; onChange: (days: number[]) => void }) {
  const { t } = useTranslation('calendar');
  const times = useTimes();
  const { settings } = useSettings();
  const order = Array.from({ length: 7 }, (_, index) => (settings.week_start + index) % 7);
  return (
    <div className={classes.weekdays} role="group" aria-label={t('repeat.weekdays')}>
      {order.map((it) => {
        const isChosen = chosen.includes(it);
        return (
          <button
            key={it}
            type="button"
            aria-pressed={isChosen}
            aria-label={times.weekday(it)}
            onClick={() =>
              onChange(isChosen ? chosen.filter((one) => one !== it) : [...chosen, it])
            }
          >
            {times.weekday(it, 'narrow')}
          </button>
        );
      })}
    </div>
  );
}

interface MonthlyProps {
  day: Day;
  rule: Rule;
  onChange: (by: MonthlyBy) => void;
}

function Monthly({ day, rule, onChange }: MonthlyProps) {
  const { t } = useTranslation('calendar');
  const words = useRuleWords(day);
  const ways: MonthlyBy[] = [
    'date',
    ...(ordinalInMonth(day) < 5 ? (['weekday'] as const) : []),
    ...(isLastInMonth(day) ? (['last'] as const) : []),
  ];
  const plain: Rule = { ...rule, ending: { kind: 'never' } };
  return (
    <Select
      aria-label={t('repeat.monthly')}
      allowDeselect={false}
      value={rule.monthlyBy}
      data={ways.map((monthlyBy) => ({
        value: monthlyBy,
        label: capital(words({ ...plain, monthlyBy })),
      }))}
      onChange={(value) => onChange(ways.find((it) => it === value) ?? 'date')}
    />
  );
}

interface EndsProps {
  day: Day;
  ending: Ending;
  onChange: (ending: Ending) => void;
}

const FIRST_COUNT = 10;

function Ends({ day, ending, onChange }: EndsProps) {
  const { t } = useTranslation('calendar');
  function choose(kind: string): void {
    if (kind === 'count') onChange({ kind, count: FIRST_COUNT });
    else if (kind === 'until') onChange({ kind, day: offeredEnd(day) });
    else onChange({ kind: 'never' });
  }
  return (
    <Radio.Group label={t('repeat.ends')} value={ending.kind} onChange={choose}>
      <Stack gap="xs" mt="xs">
        <Radio value="never" label={t('repeat.never')} />
        <Group gap="xs">
          <Radio value="until" label={t('repeat.untilLabel')} />
          {ending.kind === 'until' && (
            <TextInput
              size="xs"
              type="date"
              aria-label={t('repeat.lastDay')}
              min={day}
              value={ending.day}
              onChange={(event) =>
                event.currentTarget.value &&
                onChange({ kind: 'until', day: event.currentTarget.value })
              }
            />
          )}
        </Group>
        <Group gap="xs">
          <Radio value="count" label={t('repeat.after')} />
          {ending.kind === 'count' && (
            <NumberInput
              size="xs"
              w={120}
              aria-label={t('repeat.count')}
              min={1}
              max={730}
              suffix={` ${t('repeat.occasions', { count: ending.count })}`}
              value={ending.count}
              onChange={(value) =>
                onChange({ kind: 'count', count: Math.max(1, Number(value) || 1) })
              }
            />
          )}
        </Group>
      </Stack>
    </Radio.Group>
  );
}
