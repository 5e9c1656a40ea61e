/** Name, place and colour of a label. */
import { useState } from 'react';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { changeLabel, createLabel } from '@/apps/mail/client/mailboxes';
import { isBelow, pathOf } from '@/apps/mail/model/labels';
import { isLabel, type Mailbox } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';
import classes from '../mail.module.css';

const colors: readonly { value: string; nameKey: string }[] = [
  { value: '#6b6b78', nameKey: 'color.grey' },
  { value: '#4f46e5', nameKey: 'color.indigo' },
  { value: '#1d62b8', nameKey: 'color.blue' },
  { value: '#0f766e', nameKey: 'color.teal' },
  { value: '#4d7c0f', nameKey: 'color.green' },
  { value: '#d18700', nameKey: 'color.yellow' },
  { value: '#c2410c', nameKey: 'color.orange' },
  { value: '#be185d', nameKey: 'color.pink' },
];

interface Props {
  /** Null makes a new one. */
  label: Mailbox | null;
  parentId: string | null;
  onClose: () => void;
}

export function LabelDialog({ label, parentId: firstParent, onClose }: Props) {
  const { t } = useTranslation('mail');
  const { account, boxes } = useMail();
  const [parentId, setParent] = useState(firstParent);
  const parents = boxes.filter(
    (box) => isLabel(box) && box.id !== label?.id && !(label && isBelow(box, label.id, boxes)),
  );
  const [name, setName] = useState(label?.name ?? '');
  const [color, setColor] = useState(label?.color || (colors[1]?.value ?? ''));
  const [error, setError] = useState<ProblemError | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function save(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const wish = { name: name.trim(), color, parentId };
    try {
      if (label) await changeLabel(account.id, label.id, wish);
      else await createLabel(account.id, wish);
      onClose();
    } catch (failure) {
      setError(asProblem(failure));
      setBusy(false);
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={label ? t('label.edit') : t('label.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <TextInput
          data-autofocus
          label={t('label.name')}
          value={name}
          maxLength={200}
          error={error && (error.messageFor('name') || error.detail || t('label.failed'))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          mt="md"
          label={t('label.parent')}
          placeholder={t('label.parent.none')}
          clearable
          searchable
          data={parents.map((box) => ({ value: box.id, label: pathOf(box, boxes) }))}
          value={parentId}
          onChange={setParent}
        />
        <div className={classes.fieldLabel} id="label-color">
          {t('label.color')}
        </div>
        <div className={classes.swatches} role="radiogroup" aria-labelledby="label-color">
          {colors.map((it) => (
            <button
              key={it.value}
              type="button"
              role="radio"
              className={classes.swatch}
              style={{ background: it.value }}
              aria-checked={color === it.value}
              aria-label={t(it.nameKey)}
              onClick={() => setColor(it.value)}
            />
          ))}
        </div>
        <div className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!name.trim()}>
            {label ? t('save') : t('label.create')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
