/** Joiner templates: what everybody of a unit and country gets. */
import { Button, Text } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import {
  AppLayout,
  EmptyState,
  ListRow,
  Page,
  PageSection,
  QueryState,
  RowList,
  Toolbar,
} from '@/ui';
import { useUnits } from '../client/directory';
import { useTemplates } from '../client/templates';
import type { Template } from '../client/types';
import { PeopleSide } from '../features/PeopleSide';
import { TemplatePanel } from '../features/TemplatePanel';
import { unitLines } from '../features/unitTree';

function useSentence() {
  const { t } = useTranslation('people');
  const formats = useFormats();
  const lines = unitLines(useUnits().data ?? []);
  return ({ unit_id, country, settings }: Template): string => {
    const unit = lines.find((line) => line.unit.id === unit_id)?.path ?? t('template.everybody');
    const quota = settings.drive_quota_bytes;
    const gives = [
      settings.groups?.length && t('template.groupCount', { count: settings.groups.length }),
      settings.shared_drives?.length &&
        t('template.driveCount', { count: settings.shared_drives.length }),
      settings.courses?.length && t('template.courseCount', { count: settings.courses.length }),
      quota && t('template.space', { size: formats.size(quota) }),
    ].filter(Boolean);
    return `${[unit, country].filter(Boolean).join(', ')}: ${gives.join(', ') || t('template.nothing')}`;
  };
}

export default function TemplatesPage() {
  const { t } = useTranslation('people');
  const query = useTemplates();
  const templates = query.data ?? [];
  const sentence = useSentence();
  const [id, setId] = useQueryParam('template');
  const open = templates.find((it) => it.id === id) ?? null;
  const close = () => setId(undefined);
  const panel = id && (id === 'new' || open) && (
    <TemplatePanel key={id} template={open} onClose={close} />
  );
  return (
    <AppLayout title={t('templates.title')} side={<PeopleSide />} panel={panel}>
      <Toolbar title={t('templates.title')} />
      <Page>
        <PageSection
          title={t('templates.what')}
          description={t('templates.body')}
          actions={<Button onClick={() => setId('new')}>{t('template.new')}</Button>}
        >
          <QueryState
            query={query}
            isEmpty={templates.length === 0}
            empty={
              <EmptyState drawing="form" title={t('templates.empty')}>
                {t('templates.emptyBody')}
              </EmptyState>
            }
          >
            <RowList label={t('templates.title')}>
              {templates.map((template) => (
                <ListRow
                  key={template.id}
                  mark={<IconTemplate size={20} stroke={1.75} aria-hidden />}
                  title={template.name}
                  description={sentence(template)}
                  actions={
                    <Button variant="subtle" onClick={() => setId(template.id)}>
                      {t('template.edit')}
                    </Button>
                  }
                />
              ))}
            </RowList>
            <Text c="dimmed" fz="sm" mt="sm">
              {t('templates.merge')}
            </Text>
          </QueryState>
        </PageSection>
      </Page>
    </AppLayout>
  );
}
