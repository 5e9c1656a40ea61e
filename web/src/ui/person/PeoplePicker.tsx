/**
 * Choose people and groups by name or address, with completion. Free addresses may be allowed
 * (mail, sharing with guests).
 */
import { useEffect, useState } from 'react';
import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { searchPeople, type PersonChoice } from './searchPeople';
import { PersonAvatar } from './PersonAvatar';
import classes from './PeoplePicker.module.css';

interface Props {
  label: string;
  value: readonly PersonChoice[];
  onChange: (value: PersonChoice[]) => void;
  placeholder?: string;
  /** Accept addresses that nobody here has. */
  isFreeAllowed?: boolean;
  /** At most this many; 1 for a single choice. */
  limit?: number;
  error?: string | undefined;
  isLabelHidden?: boolean;
  autoFocus?: boolean;
  search?: (text: string) => Promise<PersonChoice[]>;
}

const nobody: PersonChoice[] = [];
const looksLikeAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
const freeChoice = (email: string): PersonChoice => ({ id: '', name: email, email, kind: 'free' });
const keyOf = (choice: PersonChoice) => choice.id || choice.email;

export function PeoplePicker(props: Props) {
  const { value, onChange, isFreeAllowed = false, limit = Infinity, search = searchPeople } = props;
  const { t } = useTranslation('ui');
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 120);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const { data = nobody } = useQuery({
    queryKey: ['people', 'picker', wanted],
    queryFn: () => search(wanted),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  });
  const { selectFirstOption } = box;
  useEffect(() => {
    if (data.length > 0) selectFirstOption();
  }, [data, selectFirstOption]);
  const chosen = new Set(value.map(keyOf));
  const offered = text.trim() ? data.filter((it) => !chosen.has(keyOf(it))) : [];

  function add(choice: PersonChoice): void {
    onChange(limit === 1 ? [choice] : [...value, choice].slice(0, limit));
    setText('');
    box.closeDropdown();
  }

  function takeFree(): boolean {
    const email = text.trim().replace(/[,;]$/, '');
    if (!isFreeAllowed || !looksLikeAddress(email)) return false;
    add(data.find((it) => it.email === email) ?? freeChoice(email));
    return true;
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1));
    const isSeparator = event.key === ',' || event.key === ';' || event.key === 'Tab';
    if (isSeparator && text && takeFree()) event.preventDefault();
    if (event.key === 'Enter' && offered.length === 0 && takeFree()) event.preventDefault();
  }

  return (
    <Combobox
      store={box}
      onOptionSubmit={(key) => {
        const choice = offered.find((it) => keyOf(it) === key);
        if (choice) add(choice);
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput
          label={props.isLabelHidden ? undefined : props.label}
          error={props.error}
          onClick={() => box.openDropdown()}
        >
          <Pill.Group>
            {value.map((choice) => (
              <Pill
                key={keyOf(choice)}
                size="md"
                withRemoveButton
                title={choice.email}
                removeButtonProps={{ 'aria-label': t('remove', { name: choice.name }) }}
                onRemove={() => onChange(value.filter((it) => it !== choice))}
              >
                {choice.name}
              </Pill>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                role="combobox"
                aria-label={props.label}
                value={text}
                autoFocus={props.autoFocus}
                placeholder={value.length ? '' : props.placeholder}
                onFocus={() => box.openDropdown()}
                onBlur={() => {
                  takeFree();
                  box.closeDropdown();
                }}
                onKeyDown={onKeyDown}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  box.openDropdown();
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={!text.trim()}>
        <Combobox.Options aria-label={props.label} mah={280} style={{ overflowY: 'auto' }}>
          {offered.map((choice) => (
            <Combobox.Option key={keyOf(choice)} value={keyOf(choice)} className={classes.option}>
              <PersonAvatar name={choice.name} seed={choice.id} size={28} />
              <span className={classes.words}>
                <span>{choice.name}</span>
                <small>{choice.email}</small>
              </span>
            </Combobox.Option>
          ))}
          {offered.length === 0 && (
            <Combobox.Empty>
              {isFreeAllowed && looksLikeAddress(text.trim())
                ? t('picker.enter')
                : t('picker.none')}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
