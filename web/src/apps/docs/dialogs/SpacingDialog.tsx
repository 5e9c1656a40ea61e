/** Line and paragraph spacing in numbers. */
import { useState } from 'react';
import { Button, Group, NumberInput } from '@mantine/core';
import { attrsOf, selectedParagraphs } from '@/editor/document';
import { useTranslation } from '@/platform/i18n';
import { useWorkbench } from '../frame/workbench';
import { lookAt } from '../model/look';
import { Sheet } from './Sheet';
import classes from './dialogs.module.css';

export function SpacingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('docs');
  const { editor } = useWorkbench();
  const first = selectedParagraphs(editor.state)[0];
  const attrs = first && attrsOf(first.node);
  const [line, setLine] = useState<string | number>(lookAt(editor.state).lineSpacing);
  const [before, setBefore] = useState<string | number>(attrs?.spaceBefore ?? 0);
  const [after, setAfter] = useState<string | number>(attrs?.spaceAfter ?? 0);
  function apply(): void {
    editor
      .chain()
      .focus()
      .setLineSpacing(Number(line) || 1)
      .setSpacing({ before: Number(before) || 0, after: Number(after) || 0 })
      .run();
    onClose();
  }
  const field = { min: 0, max: 250, decimalScale: 2 };
  return (
    <Sheet title={t('space.custom')} size={360} onClose={onClose}>
      <div className={classes.form}>
        <NumberInput
          {...field}
          data-autofocus
          label={t('space.line')}
          min={0.5}
          max={10}
          step={0.05}
          value={line}
          onChange={setLine}
        />
        <Group grow>
          <NumberInput
            {...field}
            label={t('space.above')}
            suffix=" pt"
            value={before}
            onChange={setBefore}
          />
          <NumberInput
            {...field}
            label={t('space.below')}
            suffix=" pt"
            value={after}
            onChange={setAfter}
          />
        </Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button onClick={apply}>{t('apply')}</Button>
        </Group>
      </div>
    </Sheet>
  );
}
