/** The row above a conversation: back, what one can do with it, older and newer. */
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { Link, useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { Toolbar, usePhone } from '@/ui';
import type { Head } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import { VerbButtons } from '../VerbButtons';
import { usePane } from '../usePane';
import { useAdvance } from './useAdvance';
import { useNeighbours } from './useNeighbours';

export function ConversationBar({ emails }: { emails: readonly Head[] }) {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const go = useGo();
  const { newer, older } = useNeighbours();
  const { list, back: leave, advance } = useAdvance();
  const pane = usePane();
  const back = (
    <ActionIcon
      component={Link}
      to={list}
      variant="subtle"
      color="gray"
      size={32}
      aria-label={pane === 'off' ? t('back') : t('pane.close')}
      title={pane === 'off' ? t('back') : t('pane.close')}
    >
      {pane === 'off' ? (
        <IconArrowLeft size={18} stroke={1.75} />
      ) : (
        <IconX size={18} stroke={1.75} />
      )}
    </ActionIcon>
  );
  const step = (label: string, id: string, Icon: typeof IconChevronLeft) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={label}
      title={label}
      disabled={!id}
      onClick={() => go(hrefOf({ ...place, thread: id }))}
    >
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
  const isPhone = usePhone();
  const steps = !isPhone && (newer || older) && (
    <>
      {step(t('newer'), newer, IconChevronLeft)}
      {step(t('older.one'), older, IconChevronRight)}
    </>
  );
  return (
    <Toolbar title={back} actions={steps} hasToggle={pane === 'off' && !isPhone}>
      {emails.length > 0 && <VerbButtons threads={[emails]} onGone={advance} onDone={leave} />}
    </Toolbar>
  );
}
