/** Choose what a new form starts from; it opens in the builder at once. */
import { Modal } from '@mantine/core';
import { IconFile, IconMoodSmile, IconPackage, IconTool, type Icon } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useCreateForm } from '../client/forms';
import { formOf, starts, type Start } from '../model/starts';
import classes from './forms.module.css';

const icons: Record<Start, Icon> = {
  blank: IconFile,
  order: IconPackage,
  request: IconTool,
  feedback: IconMoodSmile,
};

export function NewForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('forms');
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t('form.create')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Starts />
    </Modal>
  );
}

/** The starting points as cards. */
export function Starts() {
  const { t } = useTranslation('forms');
  const go = useGo();
  const create = useCreateForm();
  const begin = (start: Start) =>
    create.mutate(
      formOf(start, (key) => t(key)),
      { onSuccess: (form) => go(`/forms/${form.id}`) },
    );
  return (
    <div className={classes.starts}>
      {starts.map((start) => {
        const Icon = icons[start];
        return (
          <button
            key={start}
            type="button"
            className={classes.start}
            disabled={create.isPending}
            onClick={() => begin(start)}
          >
            <Icon size={24} stroke={1.5} aria-hidden />
            <strong>{t(`start.${start}`)}</strong>
            <span>{t(`start.${start}.about`)}</span>
          </button>
        );
      })}
    </div>
  );
}
