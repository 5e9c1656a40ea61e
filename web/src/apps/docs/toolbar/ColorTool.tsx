/** Text colour and highlight: a palette, "none", and any colour. */
import { useState } from 'react';
import {
  ActionIcon,
  Button,
  ColorInput,
  ColorSwatch,
  Popover,
  UnstyledButton,
} from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import classes from './toolbar.module.css';

/** Columns of one hue, from light to dark; the first row is greys. */
export const palette = [
  ['#000000', '#434343', '#666666', '#999999', '#b7b7b7', '#cccccc', '#efefef', '#ffffff'],
  ['#980000', '#e60000', '#ff9900', '#ffe600', '#00a550', '#00b5c8', '#1155cc', '#8e24aa'],
  ['#f4cccc', '#fce5cd', '#fff2cc', '#d9ead3', '#d0e0e3', '#cfe2f3', '#d9d2e9', '#ead1dc'],
  ['#e06666', '#f6b26b', '#ffd966', '#93c47d', '#76a5af', '#6fa8dc', '#8e7cc3', '#c27ba0'],
  ['#990000', '#b45f06', '#7f6000', '#38761d', '#134f5c', '#0b5394', '#351c75', '#741b47'],
] as const;

interface Props {
  label: string;
  icon: Icon;
  value: string;
  noneLabel: string;
  isOff?: boolean;
  onPick: (color: string | null) => unknown;
}

export function ColorTool({ label, icon: Icon, value, noneLabel, isOff, onPick }: Props) {
  const { t } = useTranslation('docs');
  const [isOpen, setOpen] = useState(false);
  const [own, setOwn] = useState('');
  function pick(color: string | null): void {
    setOpen(false);
    onPick(color);
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          className={classes.tool ?? ''}
          aria-label={label}
          title={label}
          disabled={isOff ?? false}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setOpen(!isOpen)}
        >
          <span className={classes.colored}>
            <Icon size={17} stroke={1.75} />
            <span className={classes.bar} style={{ background: value || undefined }} />
          </span>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => pick(null)}>
          {noneLabel}
        </Button>
        <div className={classes.palette} role="group" aria-label={label}>
          {palette.flat().map((color) => (
            <UnstyledButton
              key={color}
              aria-label={color}
              title={color}
              aria-pressed={color === value}
              onClick={() => pick(color)}
            >
              <ColorSwatch color={color} size={22} radius="sm" />
            </UnstyledButton>
          ))}
        </div>
        <form
          className={classes.own}
          onSubmit={(event) => {
            event.preventDefault();
            if (own) pick(own);
          }}
        >
          <ColorInput
            size="xs"
            format="hex"
            aria-label={t('color.own')}
            placeholder={t('color.own')}
            value={own}
            onChange={setOwn}
            popoverProps={{ withinPortal: false }}
          />
          <Button size="xs" type="submit" disabled={!own}>
            {t('use')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
