/** The usual ways to narrow a search, as chips: who, when, where, what; and keeping the search. */
import { useState, type ReactNode } from 'react';
import { Menu, Popover, TextInput, Button } from '@mantine/core';
import { IconBookmarkPlus, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { keepSearch } from '@/apps/mail/client/searches';
import { pathOf } from '@/apps/mail/model/labels';
import { isLabel } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { hasTerm, toggleTerm, valueIn, withValue } from '@/apps/mail/model/search';
import { useMail } from '../MailContext';
import { PersonChip } from './PersonChip';
import { RuleChip } from './RuleChip';
import classes from './search.module.css';

const switches = [
  { term: 'has:attachment', labelKey: 'narrow.attachment' },
  { term: 'is:unread', labelKey: 'narrow.unread' },
  { term: 'is:starred', labelKey: 'narrow.starred' },
] as const;
const ages = ['7d', '1m', '6m', '1y'] as const;
const places = ['inbox', 'sent', 'archive', 'snoozed', 'junk', 'trash', 'anywhere'] as const;

export function SearchChips() {
  const { t } = useTranslation('mail');
  const { boxes, place } = useMail();
  const go = useGo();
  const { query } = place;
  const search = (next: string) =>
    go(hrefOf(next ? { ...place, query: next } : { account: place.account }));
  const labels = boxes.filter(isLabel).map((box) => ({
    value: box.name,
    label: pathOf(box, boxes),
  }));
  return (
    <div className={classes.chips} role="group" aria-label={t('narrow')}>
      <PersonChip operator="from" query={query} onSearch={search} />
      <PersonChip operator="to" query={query} onSearch={search} />
      <ChoiceChip
        name={t('narrow.date')}
        value={valueIn(query, 'newer_than')}
        choices={ages.map((value) => ({ value, label: t(`narrow.age.${value}`) }))}
        onChoose={(value) => search(withValue(query, 'newer_than', value))}
      />
      {switches.map(({ term, labelKey }) => (
        <button
          key={term}
          type="button"
          className={classes.chip}
          aria-pressed={hasTerm(query, term)}
          data-on={hasTerm(query, term) || undefined}
          onClick={() => search(toggleTerm(query, term))}
        >
          {hasTerm(query, term) && <IconCheck size={14} stroke={2.5} aria-hidden />}
          {t(labelKey)}
        </button>
      ))}
      <ChoiceChip
        name={t('narrow.place')}
        value={valueIn(query, 'in')}
        choices={places.map((value) => ({
          value,
          label: value === 'anywhere' ? t('narrow.anywhere') : t(`box.${value}`),
        }))}
        onChoose={(value) => search(withValue(query, 'in', value))}
      />
      {labels.length > 0 && (
        <ChoiceChip
          name={t('label')}
          value={valueIn(query, 'label')}
          choices={labels}
          onChoose={(value) => search(withValue(query, 'label', value))}
        />
      )}
      <RuleChip />
      <KeepSearch key={query} query={query} />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
}

function ChoiceChip({ name, value, choices, onChoose }: ChoiceProps) {
  const { t } = useTranslation('mail');
  const chosen = choices.find((it) => it.value.toLowerCase() === value.toLowerCase());
  const isOn = value !== '';
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.chip} data-on={isOn || undefined}>
          {isOn ? (chosen?.label ?? value) : name}
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {isOn && <Menu.Item onClick={() => onChoose('')}>{t('narrow.any')}</Menu.Item>}
        {choices.map((it) => (
          <Menu.Item
            key={it.value}
            rightSection={it === chosen ? <IconCheck size={16} /> : null}
            onClick={() => onChoose(it.value)}
          >
            {it.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Keep the search in the side bar, under a name. */
function KeepSearch({ query }: { query: string }): ReactNode {
  const { t } = useTranslation('mail');
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(query);
  async function keep(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    await keepSearch(name.trim(), query);
    setOpen(false);
    toast.show(t('searches.kept', { name: name.trim() }), { tone: 'success' });
  }
  return (
    <div className={classes.keep}>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconBookmarkPlus size={16} stroke={1.75} />}
            onClick={() => setOpen(!isOpen)}
          >
            {t('searches.keep')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form onSubmit={(event) => void keep(event).catch(toast.problem)}>
            <TextInput
              data-autofocus
              label={t('searches.name')}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" size="xs" mt="sm" disabled={!name.trim()}>
              {t('save')}
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
