/** What a reader should know before believing a message. */
import { Button } from '@mantine/core';
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconShieldQuestion,
  IconWorld,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { StatusBadge } from '@/ui';
import { useMailSettings } from '@/apps/mail/client/settings';
import { byRole, isIn, type Head, type Trust } from '@/apps/mail/model/mail';
import { warningOf, wordsIn } from '@/apps/mail/model/trust';
import { useMail } from '../MailContext';
import { useVerbs } from '../useVerbs';
import classes from './thread.module.css';

const codes = ['no_single_author', 'dmarc_failed', 'arc_broken'] as const;

interface Props {
  email: Head;
  trust: Trust | null;
}

export function TrustBanner({ email, trust }: Props) {
  const { t } = useTranslation('mail');
  const { domain } = useMe();
  const { external_banner: hasBadge } = useMailSettings();
  const warning = warningOf({ trust, email, domain });
  const author = email.from?.[0]?.email ?? '';
  const place = author.split('@')[1] ?? author;
  switch (warning) {
    case null:
      return null;
    case 'external':
    case 'unproven':
      return (
        <>
          {hasBadge && <StatusBadge icon={IconWorld}>{t('origin.outside')}</StatusBadge>}
          {warning === 'unproven' && (
            <StatusBadge tone="warning" icon={IconShieldQuestion}>
              {t('origin.notProven', { domain: place })}
            </StatusBadge>
          )}
        </>
      );
    default:
      return (
        <p className={classes.notice} data-tone="danger" role="alert">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          <span>{t(`origin.${warning}`, { domain: warning === 'spoof' ? domain : place })}</span>
        </p>
      );
  }
}

/** Why a message is in junk, and the way out. */
export function JunkBanner({ email, trust }: Props) {
  const { t } = useTranslation('mail');
  const { boxes } = useMail();
  const verbs = useVerbs();
  if (!isIn(email, byRole(boxes, 'junk')?.id ?? '')) return null;
  const reasons = (trust?.reasons ?? []).map((reason) => {
    const known = codes.find((it) => it === reason);
    const words = wordsIn(reason);
    if (known) return t(`reason.${known}`);
    return words ? t('reason.words', { words }) : reason.replace(/_/g, ' ');
  });
  return (
    <div className={classes.notice} data-tone="warning" role="note">
      <IconAlertOctagon size={16} stroke={1.75} aria-hidden />
      <span>
        <strong>{t('junk.why')}</strong> {reasons.length ? reasons.join(' · ') : t('junk.unknown')}
      </span>
      <Button variant="default" size="compact-sm" onClick={() => verbs.inbox([[email]])}>
        {t('junk.not')}
      </Button>
    </div>
  );
}
