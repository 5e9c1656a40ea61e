/** Addresses as chips: completed from contacts, the directory and groups, or pasted. */
import { useEffect, useState } from 'react';
import { Combobox, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, type PersonChoice } from '@/ui';
import { completeAddress, type Completed } from '@/apps/mail/client/correspondents';
import { isAddress, looksLikeAddresses, readAddresses } from '@/apps/mail/model/addresses';
import { RecipientChip } from './RecipientChip';
import classes from './composer.module.css';

interface Props {
  label: string;
  accountId: string;
  value: readonly PersonChoice[];
  onChange: (value: PersonChoice[]) => void;
  autoFocus: boolean;
}

const nobody: Completed[] = [];
const keyOf = (choice: PersonChoice) => choice.email.toLowerCase() || choice.id;

function joined(value: readonly PersonChoice[], more: readonly PersonChoice[]): PersonChoice[] {
  const all = new Map([...value, ...more].map((one) => [keyOf(one), one]));
  for (const one of value) all.set(keyOf(one), one);
  return [...all.values()];
}

export function RecipientField({ label, accountId, value, onChange, autoFocus }: Props) {
  const { t } = useTranslation('mail');
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 120);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const { data = nobody } = useQuery({
    queryKey: ['mail-complete', accountId, wanted],
    queryFn: ({ signal }) => completeAddress(accountId, wanted, signal),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  });
  const chosen = new Set(value.map(keyOf));
  const offered = text.trim() ? data.filter((it) => !chosen.has(keyOf(it))) : [];
  const first = offered[0] ? keyOf(offered[0]) : '';
  const isWhole = isAddress(text.trim());
  const { selectFirstOption, resetSelectedOption } = box;
  // Enter means the best guess, but never another address than the one written out.
  useEffect(() => {
    const frame = window.requestAnimationFrame(() => {
      if (first && (!isWhole || first === text.trim().toLowerCase())) selectFirstOption();
      else resetSelectedOption();
    });
    return () => window.cancelAnimationFrame(frame);
  }, [first, isWhole, text, selectFirstOption, resetSelectedOption]);

  function add(more: readonly PersonChoice[]): void {
    const known = more.map((one) => data.find((it) => keyOf(it) === keyOf(one)) ?? one);
    onChange(joined(value, known));
    setText('');
    box.closeDropdown();
  }

  /** What was typed, as chips; what is no address becomes one that says so. */
  function take(isFinal: boolean): boolean {
    const typed = text.trim();
    if (!typed || (!isFinal && !looksLikeAddresses(typed))) return false;
    add(readAddresses(typed));
    return true;
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'Backspace' && text === '' && value.length) onChange(value.slice(0, -1));
    const isEnd = event.key === ',' || event.key === ';';
    if (isEnd && take(true)) event.preventDefault();
    const isGuessed = box.dropdownOpened && box.getSelectedOptionIndex() >= 0;
    if (event.key === 'Tab' && !event.shiftKey && text.trim()) {
      if (isGuessed && offered.length > 0) box.clickSelectedOption();
      else if (!isWhole || !take(true)) return;
      event.preventDefault();
    }
    const isTaken = offered.length === 0 || (isWhole && !isGuessed);
    if (event.key === 'Enter' && isTaken && take(true)) event.preventDefault();
    if (event.key === 'Escape' && box.dropdownOpened && text) event.preventDefault();
  }

  function onPaste(event: React.ClipboardEvent): void {
    const pasted = event.clipboardData.getData('text/plain');
    if (!looksLikeAddresses(pasted)) return;
    event.preventDefault();
    add(readAddresses(text + pasted));
  }

  function mend(person: PersonChoice): void {
    onChange(value.filter((it) => it !== person));
    setText(person.email);
  }

  return (
    <Combobox
      store={box}
      onOptionSubmit={(key) => {
        const choice = offered.find((it) => keyOf(it) === key);
        if (choice) add([choice]);
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput variant="unstyled" onClick={() => box.openDropdown()}>
          <div className={classes.chips}>
            {value.map((person) => (
              <RecipientChip
                key={keyOf(person)}
                person={person}
                onRemove={() => onChange(value.filter((it) => it !== person))}
                onMend={() => mend(person)}
              />
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                role="combobox"
                aria-label={label}
                value={text}
                autoFocus={autoFocus}
                onFocus={() => box.openDropdown()}
                onBlur={() => {
                  take(true);
                  box.closeDropdown();
                }}
                onPaste={onPaste}
                onKeyDown={onKeyDown}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  box.openDropdown();
                }}
              />
            </Combobox.EventsTarget>
          </div>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown miw={300} hidden={!text.trim() || offered.length === 0}>
        <Combobox.Options aria-label={label} mah={280} style={{ overflowY: 'auto' }}>
          {offered.map((choice) => (
            <Combobox.Option key={keyOf(choice)} value={keyOf(choice)} className={classes.option}>
              <PersonAvatar name={choice.name} seed={choice.email} size={28} />
              <span className={classes.optionWords}>
                <span>{choice.name}</span>
                {choice.name !== choice.email && <small>{choice.email}</small>}
              </span>
              {choice.source && (
                <span className={classes.source}>{t(`source.${choice.source}`)}</span>
              )}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
