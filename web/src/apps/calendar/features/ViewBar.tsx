/** The row above a view: where one is, turning, searching, and which view it is. */
import { useState } from 'react';
import { ActionIcon, Button, Menu, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconCheckbox,
  IconChevronLeft,
  IconChevronRight,
  IconDots,
  IconPlus,
  IconPrinter,
  IconSearch,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Toolbar, usePhone, useSlow } from '@/ui';
import { isView, views, type View } from '../model/views';
import classes from './features.module.css';

interface Props {
  title: string;
  view: View;
  isLoading: boolean;
  words: string;
  hasTasks: boolean;
  onWords: (words: string | undefined) => void;
  onTasks: () => void;
  onView: (view: View) => void;
  onTurn: (by: 1 | -1) => void;
  onToday: () => void;
  onCreate: () => void;
}

export function ViewBar(props: Props) {
  const isSlow = useSlow(props.isLoading);
  return (
    <>
      <Bar {...props} />
      <div className={classes.loading} data-slow={isSlow || undefined} aria-hidden />
    </>
  );
}

function Bar(props: Props) {
  const { title, view, hasTasks, onTasks, onView, onTurn, onToday, onCreate } = props;
  const { t } = useTranslation('calendar');
  const isPhone = usePhone();
  const turning = (
    <>
      <Button variant="default" size="xs" onClick={onToday}>
        {t('today')}
      </Button>
      <Step icon={IconChevronLeft} label={t('previous')} onClick={() => onTurn(-1)} />
      <Step icon={IconChevronRight} label={t('next')} onClick={() => onTurn(1)} />
    </>
  );
  if (isPhone) {
    return (
      <Toolbar
        title={<h1 className={classes.title}>{title}</h1>}
        actions={
          <>
            <Step icon={IconChevronLeft} label={t('previous')} onClick={() => onTurn(-1)} />
            <Button variant="default" size="compact-sm" onClick={onToday}>
              {t('today')}
            </Button>
            <Step icon={IconChevronRight} label={t('next')} onClick={() => onTurn(1)} />
            <ActionIcon aria-label={t('create')} onClick={onCreate}>
              <IconPlus size={18} stroke={2} />
            </ActionIcon>
          </>
        }
      />
    );
  }
  return (
    <Toolbar
      title={turning}
      actions={
        <>
          <Search words={props.words} onWords={props.onWords} />
          <Select
            size="xs"
            w={124}
            aria-label={t('view')}
            allowDeselect={false}
            data={views.map((it) => ({ value: it, label: t(`view.${it}`) }))}
            value={view}
            onChange={(value) => value && isView(value) && onView(value)}
          />
          <ActionIcon
            variant={hasTasks ? 'light' : 'subtle'}
            color={hasTasks ? 'indigo' : 'gray'}
            aria-label={t('tasks')}
            aria-pressed={hasTasks}
            title={t('tasks')}
            onClick={onTasks}
          >
            <IconCheckbox size={18} stroke={1.75} />
          </ActionIcon>
          <Menu width={200}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t('more.actions')}>
                <IconDots size={18} stroke={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPrinter size={16} stroke={1.75} />}
                onClick={() => window.setTimeout(() => window.print(), 200)}
              >
                {t('print')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <h1 className={classes.title}>{title}</h1>
    </Toolbar>
  );
}

interface StepProps {
  icon: typeof IconChevronLeft;
  label: string;
  onClick: () => void;
}

function Step({ icon: Icon, label, onClick }: StepProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={onClick}>
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
}

const WAIT_MS = 250;

function Search({ words, onWords }: Pick<Props, 'words' | 'onWords'>) {
  const { t } = useTranslation('calendar');
  const [text, setText] = useState(words);
  const later = useDebouncedCallback((next: string) => onWords(next.trim() || undefined), WAIT_MS);
  return (
    <TextInput
      size="xs"
      className={classes.search}
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={<IconSearch size={15} stroke={1.75} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setText('');
        onWords(undefined);
      }}
    />
  );
}

const phoneViews: readonly View[] = ['agenda', 'day', 'three', 'month'];

/** On phones the views are within reach of the thumb. */
export function PhoneViews({ view, onView }: Pick<Props, 'view' | 'onView'>) {
  const { t } = useTranslation('calendar');
  if (!usePhone()) return null;
  return (
    <div className={classes.phoneViews}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('view')}
        value={view}
        onChange={(value) => isView(value) && onView(value)}
        data={phoneViews.map((it) => ({ value: it, label: t(`view.${it}`) }))}
      />
    </div>
  );
}
