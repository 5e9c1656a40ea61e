/** How many words there are, live, at the lower left; of the selection when there is one. */
import { useEffect, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { countBetween, countNode } from '../model/words';
import { useWorkbench } from './workbench';
import classes from './frame.module.css';

const SETTLE_MS = 150;

function read({ state }: Editor) {
  const { from, to, empty } = state.selection;
  return {
    all: countNode(state.doc).words,
    chosen: empty ? null : countBetween(state.doc, from, to).words,
  };
}

export function WordChip() {
  const { t } = useTranslation('docs');
  const { number } = useFormats();
  const { body, ask } = useWorkbench();
  const [count, setCount] = useState(() => read(body));
  useEffect(() => {
    let timer = 0;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setCount(read(body)), SETTLE_MS);
    };
    body.on('transaction', later);
    return () => {
      window.clearTimeout(timer);
      body.off('transaction', later);
    };
  }, [body]);
  const words =
    count.chosen === null
      ? t('words', { count: count.all, number: number(count.all) })
      : t('words.chosen', { chosen: number(count.chosen), all: number(count.all) });
  return (
    <UnstyledButton className={classes.chip ?? ''} onClick={() => ask('words')}>
      {words}
    </UnstyledButton>
  );
}
