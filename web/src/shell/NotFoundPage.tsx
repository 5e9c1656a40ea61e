/** An address that leads nowhere. */
import { Button } from '@mantine/core';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState } from '@/ui';

export function NotFoundPage() {
  const { t } = useTranslation('shell');
  return (
    <main id="main" style={{ height: '100%', display: 'flex' }}>
      <EmptyState
        drawing="search"
        title={t('missing.title')}
        action={
          <Button component={Link} to="/">
            {t('missing.home')}
          </Button>
        }
      >
        {t('missing.body')}
      </EmptyState>
    </main>
  );
}
