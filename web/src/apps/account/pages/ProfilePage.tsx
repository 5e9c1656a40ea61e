/** One's own settings: language, time zone, telephone, theme. */
import { Select, SegmentedControl, Stack, TextInput, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { send } from '@/platform/api';
import {
  currentLanguage,
  languageNames,
  languages,
  setLanguage,
  useTranslation,
} from '@/platform/i18n';
import { meQuery, useMe } from '@/platform/session';
import { densities, isDensity, KeyValues, PageSection, setDensity, toast, useDensity } from '@/ui';
import { SettingsLayout } from '../features/SettingsLayout';

const themes = ['light', 'dark', 'auto'] as const;
const isTheme = (value: string): value is (typeof themes)[number] =>
  themes.some((it) => it === value);

function useSaveMe() {
  const cache = useQueryClient();
  const { t } = useTranslation('account');
  return async (changes: Record<string, unknown>) => {
    try {
      await send('/api/v1/me', { method: 'PATCH', body: changes });
      await cache.invalidateQueries({ queryKey: meQuery.queryKey });
      toast.show(t('profile.saved'), { tone: 'success' });
    } catch (error) {
      toast.problem(error);
    }
  };
}

function Appearance() {
  const { t } = useTranslation('account');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = useDensity();
  const save = useSaveMe();
  return (
    <PageSection title={t('profile.look')} description={t('profile.lookBody')}>
      <SegmentedControl
        aria-label={t('profile.look')}
        value={colorScheme}
        onChange={(value) => {
          if (!isTheme(value)) return;
          setColorScheme(value);
          void save({ preferences: { theme: value } });
        }}
        data={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
      />
      <SegmentedControl
        mt="sm"
        display="block"
        w="fit-content"
        aria-label={t('profile.density')}
        value={density}
        onChange={(value) => {
          if (!isDensity(value)) return;
          setDensity(value);
          void save({ preferences: { density: value } });
        }}
        data={densities.map((value) => ({ value, label: t(`density.${value}`) }))}
      />
    </PageSection>
  );
}

function Region() {
  const { t } = useTranslation('account');
  const me = useMe();
  const save = useSaveMe();
  return (
    <PageSection title={t('profile.region')} description={t('profile.regionBody')}>
      <Stack maw={360}>
        <Select
          label={t('profile.language')}
          allowDeselect={false}
          value={currentLanguage()}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(language) => {
            if (!language) return;
            void setLanguage(language).then(() => save({ language }));
          }}
        />
        <Select
          label={t('profile.zone')}
          searchable
          allowDeselect={false}
          value={me.time_zone}
          limit={100}
          data={[...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), me.time_zone])]}
          onChange={(zone) => void (zone && save({ time_zone: zone }))}
        />
      </Stack>
    </PageSection>
  );
}

export default function ProfilePage() {
  const { t } = useTranslation('account');
  const me = useMe();
  const save = useSaveMe();
  return (
    <SettingsLayout title={t('profile.title')}>
      <PageSection title={t('profile.about')} description={t('profile.aboutBody')}>
        <Stack maw={360}>
          <KeyValues
            items={[
              [t('profile.name'), me.name],
              [t('email'), me.email],
              [t('profile.job'), me.title],
            ]}
          />
          <TextInput
            type="tel"
            label={t('profile.phone')}
            defaultValue={me.phone ?? ''}
            autoComplete="tel"
            onBlur={(event) => {
              const phone = event.currentTarget.value.trim();
              if (phone !== (me.phone ?? '')) void save({ phone });
            }}
          />
        </Stack>
      </PageSection>
      <Region />
      <Appearance />
    </SettingsLayout>
  );
}
