/** What one can do about the author of a message: a rule for such mail, block, report. */
import { Menu } from '@mantine/core';
import { IconBan, IconFilterPlus, IconFishHook } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { act, offerUndo } from '@/apps/mail/client/act';
import { blockedNow, block, unblock } from '@/apps/mail/client/blocking';
import type { Head } from '@/apps/mail/model/mail';
import { isAmong, nameOf } from '@/apps/mail/model/people';
import { useMail } from '../MailContext';

interface Props {
  email: Head;
  onRule: () => void;
}

export function SenderMenu({ email, onRule }: Props) {
  const { t } = useTranslation('mail');
  const { account, own } = useMail();
  const author = email.from?.[0];
  if (!author?.email || isAmong(author.email, own)) return null;
  const { email: address } = author;
  const name = nameOf(author);
  async function blockAuthor(): Promise<void> {
    await block(account.id, address);
    offerUndo(t('block.done', { name }), () => void allow().catch(toast.problem));
  }
  async function allow(): Promise<void> {
    const rows = await blockedNow(account.id);
    const row = rows.find((it) => it.email.toLowerCase() === address.toLowerCase());
    if (row) await unblock(account.id, row.id);
  }
  return (
    <>
      <Menu.Divider />
      <Menu.Item leftSection={<IconFilterPlus size={16} />} onClick={onRule}>
        {t('rule.like')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBan size={16} />}
        onClick={() => void blockAuthor().catch(toast.problem)}
      >
        {t('block', { name })}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFishHook size={16} />}
        onClick={() => void act(account.id, { kind: 'phishing' }, [[email]], t('phishing.done'))}
      >
        {t('phishing')}
      </Menu.Item>
    </>
  );
}
