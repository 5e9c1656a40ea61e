/** Sends a message, asking first about what looks forgotten. */
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { asProblem } from '@/platform/api';
import { composerNow } from '@/apps/mail/client/composers';
import { linkedNodes, missingAccess, type Missing } from '@/apps/mail/client/driveLinks';
import { sendMessage } from '@/apps/mail/client/sending';
import type { Compose } from '@/apps/mail/model/compose';
import { everybody, invalid, warningsOf, type Warning } from '@/apps/mail/model/warnings';
import { useGroupSizes } from './useGroupSizes';

const AskDialog = lazy(() => import('./AskDialog'));
const AccessDialog = lazy(() => import('./AccessDialog'));

export interface Sending {
  /** At an instant, or null for now. */
  send: (at: string | null) => Promise<void>;
  error: string;
  dialog: ReactNode;
}

type Step =
  | { kind: 'warn'; warnings: readonly Warning[]; at: string | null }
  | { kind: 'access'; missing: readonly Missing[]; at: string | null };

export function useSend(compose: Compose): Sending {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const [error, setError] = useState('');
  const [step, setStep] = useState<Step | null>(null);
  const groups = useGroupSizes(everybody(compose));
  const { key } = compose;

  function obstacle(now: Compose): string {
    if (everybody(now).length === 0) return t('send.nobody');
    const wrong = invalid(now);
    if (wrong.length > 0) return t('send.invalid', { email: wrong.join(', ') });
    return now.attachments.some((file) => file.hasFailed) ? t('send.file') : '';
  }

  async function deliver(at: string | null): Promise<void> {
    setStep(null);
    const now = composerNow(key);
    if (!now) return;
    try {
      const words = {
        sent: t('sent'),
        undone: t('sent.undone'),
        scheduled: t('sent.later', { at: at ? exact(at) : '' }),
        waiting: t('sent.waiting'),
      };
      await sendMessage(key, { at }, words);
    } catch (failure) {
      const problem = asProblem(failure);
      setError(problem.detail || t('send.failed'));
    }
  }

  async function checkAccess(at: string | null): Promise<void> {
    setStep(null);
    const now = composerNow(key);
    const nodes = now ? linkedNodes(now.html) : [];
    const missing =
      now && nodes.length ? await missingAccess(nodes, everybody(now)).catch(() => []) : [];
    if (missing.length) setStep({ kind: 'access', missing, at });
    else await deliver(at);
  }

  async function send(at: string | null): Promise<void> {
    // What the fields take over when they lose the focus shall be there.
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    await Promise.resolve();
    const now = composerNow(key) ?? compose;
    const words = obstacle(now);
    setError(words);
    if (words) return;
    const warnings = warningsOf(now, groups);
    if (warnings.length) setStep({ kind: 'warn', warnings, at });
    else await checkAccess(at);
  }

  const dialog = step && (
    <Suspense>
      {step.kind === 'warn' ? (
        <AskDialog
          warnings={step.warnings}
          groups={groups}
          onClose={() => setStep(null)}
          onSend={() => void checkAccess(step.at)}
        />
      ) : (
        <AccessDialog
          composeKey={key}
          missing={step.missing}
          onClose={() => setStep(null)}
          onSend={() => void deliver(step.at)}
        />
      )}
    </Suspense>
  );
  return { send, error, dialog };
}
