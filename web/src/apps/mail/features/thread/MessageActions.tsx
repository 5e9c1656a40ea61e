/** What one can do with one message: star, reply, and a menu of the rest. */
import { lazy, Suspense, useState } from 'react';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconCode,
  IconDots,
  IconDownload,
  IconMail,
  IconPaperclip,
  IconPrinter,
  IconStar,
  IconStarFilled,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { forwardAttached } from '@/apps/mail/client/opening';
import { bodyQuery, downloadHref } from '@/apps/mail/client/threads';
import { hasMoreRecipients } from '@/apps/mail/model/compose';
import { isStarred, type Head } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';
import { useVerbs } from '../useVerbs';
import { SenderMenu } from './SenderMenu';
import { useAnswer } from './useAnswer';
import { usePrint } from './usePrint';
import classes from './thread.module.css';

const SourceDialog = lazy(() => import('./SourceDialog'));
const RuleFromSearch = lazy(() => import('@/apps/mail/settings/rules/RuleFromSearch'));

export function MessageActions({ email }: { email: Head }) {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const verbs = useVerbs();
  const answer = useAnswer();
  const isOn = isStarred(email);
  return (
    <span className={classes.tools}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        className={classes.starTool}
        data-on={isOn || undefined}
        aria-label={t('star')}
        aria-pressed={isOn}
        onClick={() => verbs.star([[email]], !isOn)}
      >
        {isOn ? <IconStarFilled size={18} /> : <IconStar size={18} stroke={1.75} />}
      </ActionIcon>
      {account.maySend && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={t('reply')}
          title={t('reply')}
          onClick={() => answer('reply', email)}
        >
          <IconArrowBackUp size={18} stroke={1.75} />
        </ActionIcon>
      )}
      <MoreMenu email={email} />
    </span>
  );
}

function MoreMenu({ email }: { email: Head }) {
  const { t } = useTranslation('mail');
  const { account, own } = useMail();
  const verbs = useVerbs();
  const answer = useAnswer();
  const print = usePrint();
  const [isSource, setSource] = useState(false);
  const [isRule, setRule] = useState(false);
  const { data: body } = useQuery(bodyQuery(account.id, email.id));
  // What is confidential is read, not passed on.
  const isWithheld = body?.confidential?.role === 'reader';
  const raw = downloadHref(account.id, email.blobId, 'message.eml', 'message/rfc822');
  return (
    <>
      <Menu width={260} position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('message.more')}>
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {account.maySend && hasMoreRecipients(email, own) && (
            <Menu.Item
              leftSection={<IconArrowBackUpDouble size={16} />}
              onClick={() => answer('replyAll', email)}
            >
              {t('replyAll')}
            </Menu.Item>
          )}
          {account.maySend && !isWithheld && (
            <Menu.Item
              leftSection={<IconArrowForwardUp size={16} />}
              onClick={() => answer('forward', email)}
            >
              {t('forward')}
            </Menu.Item>
          )}
          {account.maySend && !isWithheld && (
            <Menu.Item
              leftSection={<IconPaperclip size={16} />}
              onClick={() => void forwardAttached(account.id, email).catch(toast.problem)}
            >
              {t('forward.attached')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconMail size={16} />}
            onClick={() => verbs.read([[email]], false)}
          >
            {t('unread')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => verbs.trash([[email]])}>
            {t('message.trash')}
          </Menu.Item>
          <SenderMenu email={email} onRule={() => setRule(true)} />
          {!isWithheld && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => print([email])}>
                {t('print')}
              </Menu.Item>
              <Menu.Item leftSection={<IconDownload size={16} />} component="a" href={raw}>
                {t('message.download')}
              </Menu.Item>
              <Menu.Item leftSection={<IconCode size={16} />} onClick={() => setSource(true)}>
                {t('message.source')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isRule && (
        <Suspense>
          <RuleFromSearch
            query={`from:${email.from?.[0]?.email ?? ''}`}
            onClose={() => setRule(false)}
          />
        </Suspense>
      )}
      {isSource && (
        <Suspense>
          <SourceDialog
            email={email}
            trust={body?.trust ?? null}
            onClose={() => setSource(false)}
          />
        </Suspense>
      )}
    </>
  );
}
