/** The global search: results grouped by kind under the field; arrows and Enter choose. */
import { useState } from 'react';
import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { Kbd, useSlow, When } from '@/ui';
import { iconOfKind } from './kindIcons';
import { useGlobalSearch, type Hit } from './useGlobalSearch';
import classes from './SearchBox.module.css';

function HitRow({ hit }: { hit: Hit }) {
  const Icon = iconOfKind(hit.kind);
  return (
    <Combobox.Option value={hit.url} className={classes.hit}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        <span className={classes.title}>{hit.title}</span>
        {hit.excerpt && <small>{hit.excerpt}</small>}
      </span>
      {hit.at && (
        <small>
          <When at={hit.at} />
        </small>
      )}
    </Combobox.Option>
  );
}

export function SearchBox() {
  const { t } = useTranslation('shell');
  const go = useGo();
  const [text, setText] = useState('');
  const box = useCombobox();
  const query = useGlobalSearch(text);
  const isSlow = useSlow(query.isFetching);
  const groups = query.data ?? [];
  const isAsked = text.trim().length > 1;
  return (
    <Combobox
      store={box}
      onOptionSubmit={(url) => {
        box.closeDropdown();
        setText('');
        go(url);
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          id="search"
          type="search"
          role="combobox"
          className={classes.box}
          classNames={{ input: classes.input }}
          value={text}
          placeholder={t('search.placeholder')}
          aria-label={t('search.label')}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          rightSection={
            isSlow ? (
              <Loader size={14} />
            ) : text ? null : (
              <span className={classes.slash}>
                <Kbd keys="/" />
              </span>
            )
          }
          onFocus={() => box.openDropdown()}
          onBlur={() => box.closeDropdown()}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            box.openDropdown();
            box.updateSelectedOptionIndex();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isAsked}>
        <Combobox.Options mah="70vh" style={{ overflowY: 'auto' }} aria-label={t('search.label')}>
          {groups.map((group) => (
            <Combobox.Group
              key={group.kind}
              label={t(`search.kind.${group.kind}`, { defaultValue: group.kind })}
            >
              {group.items.map((hit) => (
                <HitRow key={`${hit.kind} ${hit.id}`} hit={hit} />
              ))}
            </Combobox.Group>
          ))}
          {query.error && <Combobox.Empty>{t('search.failed')}</Combobox.Empty>}
          {!query.error && query.isFetched && groups.length === 0 && (
            <Combobox.Empty>{t('search.none')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
