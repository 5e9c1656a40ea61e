/** Whether people get suggestions while they write, and what they were learned from. */
import { Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organisationQuery, switchOrganisation } from '@/platform/compose';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { PageSection, QueryState, When } from '@/ui';
import { work } from '../work';

export default function Suggestions() {
  const { t } = useTranslation('mail-admin');
  const { number } = useFormats();
  const query = useQuery(organisationQuery);
  const { data } = query;
  const count = data?.authors ?? 0;
  return (
    <PageSection title={t('suggestions')} description={t('suggestions.body')}>
      <QueryState query={query} isEmpty={!data}>
        {data && (
          <Stack maw={520} gap="md">
            <Switch
              label={t('suggestions.on')}
              description={t('suggestions.on.body')}
              checked={data.is_on}
              onChange={(event) => {
                const isOn = event.currentTarget.checked;
                void work(() => switchOrganisation(isOn), t('saved'));
              }}
            />
            {data.is_on && (
              <Text size="sm" c="dimmed">
                {count > 0 && data.built_at ? (
                  <>
                    {t('suggestions.learned', { count, words: number(data.words) })}{' '}
                    <When at={data.built_at} />
                  </>
                ) : (
                  t('suggestions.none')
                )}
              </Text>
            )}
          </Stack>
        )}
      </QueryState>
    </PageSection>
  );
}
