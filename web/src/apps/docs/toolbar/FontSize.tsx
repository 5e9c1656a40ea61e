/** The size of letters in points: less, a number, more. */
import { useState } from 'react';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { Tool } from './Tool';
import classes from './toolbar.module.css';

interface Props {
  editor: Editor;
  size: number;
  isOff: boolean;
}

export function FontSize({ editor, size, isOff }: Props) {
  const { t } = useTranslation('docs');
  const [typed, setTyped] = useState<string | null>(null);
  function take(): void {
    const wanted = Number.parseFloat((typed ?? '').replace(',', '.'));
    setTyped(null);
    const points = Math.min(400, Math.max(1, Math.round(wanted * 2) / 2));
    if (Number.isFinite(points)) editor.chain().focus().setFontSize(points).run();
  }
  return (
    <>
      <Tool
        label={t('size.shrink')}
        keys="mod+shift+,"
        icon={IconMinus}
        isOff={isOff}
        run={() => editor.chain().focus().shrinkFont().run()}
      />
      <input
        className={classes.size}
        aria-label={t('size')}
        title={t('size')}
        inputMode="decimal"
        disabled={isOff}
        value={typed ?? String(size)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape') editor.commands.focus();
        }}
      />
      <Tool
        label={t('size.grow')}
        keys="mod+shift+."
        icon={IconPlus}
        isOff={isOff}
        run={() => editor.chain().focus().growFont().run()}
      />
    </>
  );
}
