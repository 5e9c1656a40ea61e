/** Texts to begin a message with. */
import { useState } from 'react';
import { Badge, Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { textOf } from '@/editor/text';
import { useTranslation } from '@/platform/i18n';
import { confirm, EmptyState, ListRow, PageSection, QueryState, RowList } from '@/ui';
import {
  changeTemplate,
  makeTemplate,
  removeTemplate,
  templatesQuery,
  type Template,
} from '@/apps/mail/client/templates';
import { work } from '../work';
import { RichField } from './RichField';

export default function Templates() {
  const { t } = useTranslation('mail-settings');
  const query = useQuery(templatesQuery);
  const [open, setOpen] = useState<Template | 'new' | null>(null);
  const templates = query.data ?? [];
  if (open) {
    return <Form template={open === 'new' ? null : open} onClose={() => setOpen(null)} />;
  }
  return (
    <PageSection
      title={t('templates')}
      description={t('templates.body')}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('new')}>
          {t('templates.new')}
        </Button>
      }
    >
      <QueryState
        query={query}
        isEmpty={templates.length === 0}
        empty={<EmptyState drawing="list" title={t('templates.none')} />}
      >
        <RowList label={t('templates')}>
          {templates.map((it) => (
            <ListRow
              key={it.id}
              title={
                <>
                  {it.name} {it.shared && <Badge variant="light">{t('templates.isShared')}</Badge>}
                </>
              }
              description={it.subject || textOf(it.html).slice(0, 100)}
              actions={
                it.may_change && (
                  <Button variant="default" onClick={() => setOpen(it)}>
                    {t('edit')}
                  </Button>
                )
              }
            />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}

function Form({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useTranslation('mail-settings');
  const [fields, setFields] = useState({
    name: template?.name ?? '',
    subject: template?.subject ?? '',
    html: template?.html ?? '',
    shared: template?.shared ?? false,
  });
  const set = (patch: Partial<typeof fields>) => setFields((before) => ({ ...before, ...patch }));
  async function save(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    const deed = () => (template ? changeTemplate(template.id, fields) : makeTemplate(fields));
    if (await work(deed, t('saved'))) onClose();
  }
  async function remove(): Promise<void> {
    if (!template) return;
    const isSure = await confirm({
      title: t('templates.remove.title', { name: template.name }),
      action: t('templates.remove'),
      isDangerous: true,
    });
    if (isSure && (await work(() => removeTemplate(template.id)))) onClose();
  }
  return (
    <PageSection title={template ? template.name : t('templates.new')}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="md">
          <TextInput
            label={t('templates.name')}
            value={fields.name}
            maxLength={200}
            autoFocus
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('templates.subject')}
            value={fields.subject}
            maxLength={900}
            onChange={(event) => set({ subject: event.currentTarget.value })}
          />
          <RichField
            label={t('templates.text')}
            html={fields.html}
            onChange={(html) => set({ html })}
          />
          <Checkbox
            label={t('templates.shared')}
            checked={fields.shared}
            onChange={(event) => set({ shared: event.currentTarget.checked })}
          />
          <Group gap="xs">
            <Button type="submit" disabled={!fields.name.trim()}>
              {t('save')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            {template && (
              <Button variant="subtle" color="red" ml="auto" onClick={() => void remove()}>
                {t('templates.remove')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </PageSection>
  );
}
