/** Page setup: size, orientation, margins, colour, numbers; or no pages at all. */
import { useState } from 'react';
import {
  Button,
  ColorInput,
  Group,
  NumberInput,
  Select,
  SegmentedControl,
  Switch,
} from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import {
  paper,
  sizes,
  type Margins,
  type PageSettings,
  type PageSize,
} from '@/editor/document/page';
import { useWorkbench } from '../frame/workbench';
import { Sheet } from './Sheet';
import classes from './dialogs.module.css';

const edges = ['top', 'bottom', 'left', 'right'] as const;
const names = Object.keys(sizes) as PageSize[];

export function PageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const [page, setPage] = useState<PageSettings>(bench.page);
  const change = (part: Partial<PageSettings>) => setPage({ ...page, ...part });
  function apply(): void {
    bench.setPage(page);
    onClose();
  }
  return (
    <Sheet title={t('page.setup')} size={480} onClose={onClose}>
      <div className={classes.form}>
        <SegmentedControl
          fullWidth
          aria-label={t('page.setup')}
          value={page.pageless ? 'pageless' : 'pages'}
          onChange={(value) => change({ pageless: value === 'pageless' })}
          data={[
            { value: 'pages', label: t('page.pages') },
            { value: 'pageless', label: t('page.pageless') },
          ]}
        />
        {page.pageless ? (
          <p className={classes.hint}>{t('page.pageless.about')}</p>
        ) : (
          <Paper page={page} change={change} />
        )}
        <ColorInput
          label={t('page.color')}
          placeholder={t('page.color.none')}
          value={page.color}
          format="hex"
          swatches={['#ffffff', '#fffaf0', '#f5f7ff', '#f3faf5', '#fdf4f4']}
          onChange={(color) => change({ color: color === '#ffffff' ? '' : color })}
        />
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

interface PaperProps {
  page: PageSettings;
  change: (part: Partial<PageSettings>) => void;
}

function Paper({ page, change }: PaperProps) {
  const { t } = useTranslation('docs');
  const [width, height] = paper(page);
  const setMargin = (edge: keyof Margins, value: string | number) =>
    change({ margins: { ...page.margins, [edge]: (Number(value) || 0) * 10 } });
  return (
    <>
      <Group grow align="flex-start">
        <Select
          label={t('page.size')}
          allowDeselect={false}
          value={page.size}
          data={names.map((name) => ({ value: name, label: labelOf(name) }))}
          onChange={(size) => size && change({ size: size as PageSize })}
        />
        <Select
          label={t('page.orientation')}
          allowDeselect={false}
          value={page.orientation}
          data={[
            { value: 'portrait', label: t('page.portrait') },
            { value: 'landscape', label: t('page.landscape') },
          ]}
          onChange={(value) =>
            change({ orientation: value === 'landscape' ? 'landscape' : 'portrait' })
          }
        />
      </Group>
      <fieldset className={classes.margins}>
        <legend>{t('page.margins')}</legend>
        {edges.map((edge) => (
          <NumberInput
            key={edge}
            label={t(`page.margin.${edge}`)}
            min={0}
            max={Math.floor(((edge === 'top' || edge === 'bottom' ? height : width) - 30) / 20)}
            step={0.1}
            decimalScale={2}
            suffix=" cm"
            value={page.margins[edge] / 10}
            onChange={(value) => setMargin(edge, value)}
          />
        ))}
      </fieldset>
      <Switch
        label={t('page.numbers')}
        checked={page.pageNumbers}
        onChange={(event) => change({ pageNumbers: event.currentTarget.checked })}
      />
      <Switch
        label={t('page.first')}
        checked={page.differentFirst}
        onChange={(event) => change({ differentFirst: event.currentTarget.checked })}
      />
    </>
  );
}

const labelOf = (name: PageSize): string => `${name} (${sizes[name].join(' × ')} mm)`;
