/** The row above a conversation: back, what one can do with it, older and newer. */
import { ActionIcon } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconPrinter,
  IconX,
} from '@tabler/icons-react';
import { Link, useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { Toolbar, usePhone } from '@/ui';
import { isDraft, type Head } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import { Tool } from '../Tool';
import { VerbButtons } from '../VerbButtons';
import { usePane } from '../usePane';
import { useAdvance } from './useAdvance';
import { useNeighbours } from './useNeighbours';
import { usePrint } from './usePrint';

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
  const print = usePrint();
  const steps = !isPhone && emails.length > 0 && (
    <>
      <Tool
        label={t('print.all')}
        icon={IconPrinter}
        run={() => print(emails.filter((it) => !isDraft(it)))}
      />
      {(newer || older) && step(t('newer'), newer, IconChevronLeft)}
      {(newer || older) && step(t('older.one'), older, IconChevronRight)}
    </>
  );
  return (
    <Toolbar title={back} actions={steps} hasToggle={pane === 'off' && !isPhone}>
      {emails.length > 0 && <VerbButtons threads={[emails]} onGone={advance} onDone={leave} />}
    </Toolbar>
  );
}
