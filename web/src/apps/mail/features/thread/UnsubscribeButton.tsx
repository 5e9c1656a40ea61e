/** One click out of a mailing list, where its mail says how. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { send } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { confirm, toast } from '@/ui';
import { write } from '@/apps/mail/client/opening';
import { choiceOf } from '@/apps/mail/model/compose';
import type { Head, Unsubscribe } from '@/apps/mail/model/mail';
import { nameOf } from '@/apps/mail/model/people';
import { useMail } from '../MailContext';

interface Props {
  email: Head;
  way: Unsubscribe;
}

export function UnsubscribeButton({ email, way }: Props) {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const author = email.from?.[0];
  const name = author ? nameOf(author) : t('nobody');
  const leaving = useMutation({
    mutationFn: () => send(`/api/v1/mail/emails/${email.id}/unsubscribe`, { method: 'POST' }),
    onSuccess: () => toast.show(t('unsubscribe.done', { name }), { tone: 'success' }),
    onError: toast.problem,
  });
  async function ask(): Promise<void> {
    const isSure = await confirm({
      title: t('unsubscribe.title', { name }),
      body: way.oneClick ? t('unsubscribe.body') : t('unsubscribe.otherwise'),
      action: t('unsubscribe'),
    });
    if (!isSure) return;
    if (way.oneClick) return leaving.mutate();
    if (way.mailto) {
      const [to = ''] = way.mailto.replace(/^mailto:/i, '').split('?');
      const address = { name: null, email: decodeURIComponent(to) };
      await write(account.id, [choiceOf(address)], 'unsubscribe').catch(toast.problem);
    } else if (way.url) window.open(way.url, '_blank', 'noopener,noreferrer');
  }
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      loading={leaving.isPending}
      disabled={leaving.isSuccess}
      onClick={() => void ask()}
    >
      {t('unsubscribe')}
    </Button>
  );
}
