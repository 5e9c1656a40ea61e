/** Everything by name: places, commands of all apps, and what the search finds. */
import { useState } from 'react';
import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { IconSearch, type Icon } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { Kbd } from '@/ui';
import { useOfferedApps } from './AppsContext';
import { iconOfKind } from './kindIcons';
import { useGlobalSearch } from './useGlobalSearch';
import classes from './SearchBox.module.css';

interface Entry {
  to: string;
  label: string;
  icon: Icon;
  keys?: string | undefined;
}

function useEntries(): Entry[] {
  const { t } = useTranslation('shell');
  const me = useMe();
  const apps = useOfferedApps();
  return apps.flatMap((app) => {
    const place = { to: app.home, label: t(app.labelKey, { ns: app.name }), icon: app.icon };
    const commands = (app.commands ?? [])
      .filter((it) => it.isOffered?.(me) ?? true)
      .map((it) => ({
        to: it.to,
        label: t(it.labelKey, { ns: app.name }),
        icon: it.icon,
        keys: it.keys,
      }));
    return app.home ? [{ ...place, keys: `g ${app.key}` }, ...commands] : commands;
  });
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word of the wish begins somewhere in the label. */
export function matches(label: string, wish: string): boolean {
  return plain(wish)
    .split(/\s+/)
    .every((word) => plain(label).includes(word));
}

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const go = useGo();
  const [text, setText] = useState('');
  const box = useCombobox({ opened: true });
  const entries = useEntries().filter((it) => matches(it.label, text));
  const found = useGlobalSearch(text).data ?? [];
  const choose = (to: string) => {
    onClose();
    go(to);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      centered={false}
      size={600}
    >
      <Modal.Title className="visually-hidden">{t('keys.palette')}</Modal.Title>
      <Combobox store={box} onOptionSubmit={choose} withinPortal={false}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            data-autofocus
            role="combobox"
            size="md"
            classNames={{ input: classes.bare }}
            px={8}
            py={6}
            value={text}
            aria-label={t('keys.palette')}
            placeholder={t('palette.placeholder')}
            leftSection={<IconSearch size={18} stroke={1.75} />}
            onKeyDown={(event) => event.key === 'Escape' && onClose()}
            onChange={(event) => {
              setText(event.currentTarget.value);
              box.selectFirstOption();
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className={classes.palette} aria-label={t('keys.palette')}>
          {entries.map(({ to, label, icon: Icon, keys }) => (
            <Combobox.Option key={to + label} value={to} className={classes.hit}>
              <Icon size={18} stroke={1.75} aria-hidden />
              <span className={classes.words}>{label}</span>
              {keys && <Kbd keys={keys} />}
            </Combobox.Option>
          ))}
          {text.trim().length > 1 &&
            found.flatMap((group) =>
              group.items.slice(0, 4).map((hit) => {
                const Icon = iconOfKind(group.kind);
                return (
                  <Combobox.Option
                    key={`${group.kind} ${hit.id}`}
                    value={hit.url}
                    className={classes.hit}
                  >
                    <Icon size={18} stroke={1.75} aria-hidden />
                    <span className={classes.words}>{hit.title}</span>
                    <small>{t(`search.kind.${group.kind}`, { defaultValue: group.kind })}</small>
                  </Combobox.Option>
                );
              }),
            )}
          {entries.length + found.length === 0 && (
            <Combobox.Empty>{t('search.none')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox>
    </Modal>
  );
}
