/** What is shown instead of a page whose code failed. */
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '@/ui';

export function CrashPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main id="main" style={{ height: '100%', display: 'flex' }}>
      <ErrorState error={error} onRetry={retry} />
    </main>
  );
}
