/** Change one's password, or set a first one beside a passkey. */
import { useState } from 'react';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { meQuery, useMe } from '@/platform/session';
import { PageSection, toast } from '@/ui';
import { changePassword } from '../client/factors';
import { ProblemLine } from './ProblemLine';
import { useGuard } from './Reauthenticate';
import { useAttempt } from './useAttempt';

export function PasswordSection() {
  const { t } = useTranslation('account');
  const me = useMe();
  const cache = useQueryClient();
  const guard = useGuard();
  const attempt = useAttempt();
  const [isOpen, setOpen] = useState(false);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = () =>
    attempt.run(async () => {
      await guard(() => changePassword(current, next));
      await cache.invalidateQueries({ queryKey: meQuery.queryKey });
      setOpen(false);
      setCurrent('');
      setNext('');
      toast.show(t('password.changed'), { tone: 'success' });
    });
  const show = { 'aria-label': t('password.show') };
  return (
    <PageSection
      title={t('password')}
      description={t(me.has_password ? 'password.body' : 'password.none')}
      actions={
        !isOpen && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {t(me.has_password ? 'password.change' : 'password.set')}
          </Button>
        )
      }
    >
      {isOpen && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Stack maw={360}>
            <ProblemLine problem={attempt.problem} fields={['current_password', 'new_password']} />
            {me.has_password && (
              <PasswordInput
                label={t('password.current')}
                autoComplete="current-password"
                value={current}
                onChange={(event) => setCurrent(event.currentTarget.value)}
                error={attempt.problem?.messageFor('current_password')}
                visibilityToggleButtonProps={show}
                autoFocus
              />
            )}
            <PasswordInput
              label={t('password.new')}
              description={t('password.hint')}
              autoComplete="new-password"
              value={next}
              onChange={(event) => setNext(event.currentTarget.value)}
              error={attempt.problem?.messageFor('new_password')}
              visibilityToggleButtonProps={show}
            />
            <Button type="submit" loading={attempt.isRunning} style={{ alignSelf: 'flex-start' }}>
              {t('password.save')}
            </Button>
          </Stack>
        </form>
      )}
    </PageSection>
  );
}
