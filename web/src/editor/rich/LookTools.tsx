/** Colour, highlight, size and emoji: the tools that open a small menu. */
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { ActionIcon, Menu, Popover, UnstyledButton } from '@mantine/core';
import {
  IconHighlight,
  IconMoodSmile,
  IconPalette,
  IconTextSize,
  type Icon,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { sizes, type Size } from './looks';
import classes from '../editor.module.css';

const EmojiChoice = lazy(() => import('./EmojiChoice'));

const colors = [
  ['#1c1c24', '#6b6b78', '#c22a2a', '#b45309', '#17734a', '#1d62b8', '#6d28d9', '#be185d'],
  ['#fde2e2', '#fdedc8', '#fff6b3', '#dcf5e3', '#d8ecfb', '#e6e0fb', '#fbdff0', '#e8e8ee'],
] as const;

const keep = (event: React.MouseEvent) => event.preventDefault();

interface ToolProps {
  label: string;
  icon: Icon;
  children: (close: () => void) => ReactNode;
}

function PopTool({ label, icon: Icon, children }: ToolProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          className={classes.tool}
          aria-label={label}
          title={label}
          onMouseDown={keep}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon size={18} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs">{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}

function Colors({
  label,
  row,
  onPick,
}: {
  label: string;
  row: 0 | 1;
  onPick: (color: string | null) => void;
}) {
  const { t } = useTranslation('editor');
  return (
    <div className={classes.colors} role="group" aria-label={label}>
      {colors[row].map((color) => (
        <UnstyledButton
          key={color}
          className={classes.color}
          style={{ background: color }}
          aria-label={color}
          title={color}
          onClick={() => onPick(color)}
        />
      ))}
      <UnstyledButton className={classes.noColor} onClick={() => onPick(null)}>
        {t('rich.color.none')}
      </UnstyledButton>
    </div>
  );
}

function SizeTool({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  return (
    <Menu position="top-start" shadow="md" returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          className={classes.tool}
          aria-label={t('rich.size')}
          title={t('rich.size')}
          onMouseDown={keep}
        >
          <IconTextSize size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(sizes) as Size[]).map((size) => (
          <Menu.Item
            key={size}
            fz={sizes[size] ?? 15}
            onClick={() => editor.chain().focus().setLook({ size: sizes[size] }).run()}
          >
            {t(`rich.size.${size}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function LookTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  return (
    <>
      <SizeTool editor={editor} />
      <PopTool label={t('rich.color')} icon={IconPalette}>
        {(close) => (
          <Colors
            label={t('rich.color')}
            row={0}
            onPick={(color) => {
              close();
              editor.chain().focus().setLook({ color }).run();
            }}
          />
        )}
      </PopTool>
      <PopTool label={t('rich.highlight')} icon={IconHighlight}>
        {(close) => (
          <Colors
            label={t('rich.highlight')}
            row={1}
            onPick={(background) => {
              close();
              editor.chain().focus().setLook({ background }).run();
            }}
          />
        )}
      </PopTool>
      <PopTool label={t('rich.emoji')} icon={IconMoodSmile}>
        {(close) => (
          <Suspense>
            <EmojiChoice
              onPick={(emoji) => {
                close();
                editor.chain().focus().insertContent(emoji).run();
              }}
            />
          </Suspense>
        )}
      </PopTool>
    </>
  );
}
