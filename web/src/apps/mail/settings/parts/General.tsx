/** How lists look, how one reads, and how one writes. */
import { Select } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { PageSection } from '@/ui';
import { changeSettings, useMailSettings } from '@/apps/mail/client/settings';
import type { MailSettings } from '@/apps/mail/model/settings';
import { Choice, SwitchChoice } from './Choice';
import { Learned } from './Learned';

const save = (patch: Partial<MailSettings>) => void changeSettings(patch);

type Named = 'density' | 'reading_pane' | 'auto_advance' | 'images';

const choices = {
  density: ['compact', 'normal', 'comfortable'],
  reading_pane: ['off', 'right', 'below'],
  auto_advance: ['list', 'older', 'newer'],
  images: ['ask', 'always'],
} as const satisfies { [name in Named]: readonly MailSettings[name][] };

function Of({ name, description }: { name: Named; description?: string }) {
  const { t } = useTranslation('mail-settings');
  const settings = useMailSettings();
  return (
    <Choice label={t(`general.${name}`)} description={description}>
      {(id) => (
        <Select
          id={id}
          w={220}
          allowDeselect={false}
          data={choices[name].map((value) => ({ value, label: t(`general.${name}.${value}`) }))}
          value={settings[name]}
          onChange={(value) => value && save({ [name]: value })}
        />
      )}
    </Choice>
  );
}

type Switched = {
  [name in keyof MailSettings]: MailSettings[name] extends boolean ? name : never;
}[keyof MailSettings];

function Switched({ name }: { name: Switched }) {
  const { t } = useTranslation('mail-settings');
  const settings = useMailSettings();
  return (
    <SwitchChoice
      label={t(`general.${name}`)}
      description={t(`general.${name}.body`)}
      value={settings[name]}
      onChange={(value) => save({ [name]: value })}
    />
  );
}

const UNDO = [0, 5, 10, 20, 30];

export default function General() {
  const { t } = useTranslation('mail-settings');
  const settings = useMailSettings();
  return (
    <>
      <PageSection title={t('general.lists')}>
        <Of name="density" />
        <Of name="reading_pane" />
        <Switched name="conversation_on" />
        <Switched name="categories_on" />
        <Switched name="unread_first" />
        <Switched name="snippets_on" />
      </PageSection>
      <PageSection title={t('general.reading')}>
        <Of name="auto_advance" description={t('general.auto_advance.body')} />
        <Of name="images" description={t('general.images.body')} />
        <Switched name="external_banner" />
      </PageSection>
      <PageSection title={t('general.writing')}>
        <Choice label={t('general.undo_s')} description={t('general.undo_s.body')}>
          {(id) => (
            <Select
              id={id}
              w={220}
              allowDeselect={false}
              data={UNDO.map((value) => ({
                value: String(value),
                label: value ? t('general.seconds', { count: value }) : t('general.never'),
              }))}
              value={String(settings.undo_s)}
              onChange={(value) => save({ undo_s: Number(value) })}
            />
          )}
        </Choice>
        <Switched name="smart_compose_on" />
        <Learned />
        <Switched name="keyboard_on" />
      </PageSection>
    </>
  );
}
