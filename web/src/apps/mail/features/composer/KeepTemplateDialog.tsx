/** Keep what is written as a template, new or in place of another one. */
import { useState } from 'react';
import { Autocomplete, Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { withoutSignature } from '@/editor/wire';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { changeTemplate, makeTemplate, templatesQuery } from '@/apps/mail/client/templates';
import type { Compose } from '@/apps/mail/model/compose';

interface Props {
  compose: Compose;
  onClose: () => void;
}

export default function KeepTemplateDialog({ compose, onClose }: Props) {
  const { t } = useTranslation('mail');
  const { data = [] } = useQuery(templatesQuery);
  const [name, setName] = useState(compose.subject.trim());
  const [isShared, setShared] = useState(false);
  const own = data.filter((it) => it.may_change);
  const known = own.find((it) => it.name.toLowerCase() === name.trim().toLowerCase());
  async function keep(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    const html = withoutSignature(compose.html).replace(/(<p[^>]*><\/p>)+$/, '');
    const fields = { name: name.trim(), subject: compose.subject, html, shared: isShared };
    try {
      await (known ? changeTemplate(known.id, fields) : makeTemplate(fields));
      toast.show(t('template.kept', { name: fields.name }), { tone: 'success' });
      onClose();
    } catch (error) {
      toast.problem(error);
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('template.keep')}
      size={440}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={(event) => void keep(event)}>
        <Stack gap="md">
          <Autocomplete
            data-autofocus
            label={t('template.name')}
            data={own.map((it) => it.name).filter((it, at, all) => all.indexOf(it) === at)}
            value={name}
            maxLength={200}
            onChange={setName}
          />
          <Checkbox
            label={t('template.shared')}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!name.trim()}>
              {known ? t('template.replace') : t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
