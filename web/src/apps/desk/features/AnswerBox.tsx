/** Where an agent answers the requester or leaves a note; Ctrl/Cmd+Enter sends. */
import { useRef, useState } from 'react';
import { ActionIcon, Button, Menu, Pill, SegmentedControl, Textarea } from '@mantine/core';
import { IconChevronDown, IconPaperclip, IconSend } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { uploadFile, useAnswer, type Status, type Ticket, type Upload } from '../client';
import { nameOf } from '../model';
import classes from './desk.module.css';

type Kind = 'replies' | 'notes';

export function AnswerBox({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('desk');
  const [kind, setKind] = useState<Kind>('replies');
  const [text, setText] = useState('');
  const [files, setFiles] = useState<Upload[]>([]);
  const answer = useAnswer(ticket.id);

  function submit(status?: Status): void {
    if (!text.trim() || answer.isPending) return;
    const uploads = files.map((file) => file.upload);
    answer.mutate(
      { kind, text, status, uploads },
      {
        onSuccess: () => {
          setText('');
          setFiles([]);
          if (kind === 'replies') toast.show(t('sent'), { tone: 'success' });
        },
        onError: (error) => void toast.problem(error),
      },
    );
  }

  async function attach(chosen: File[]): Promise<void> {
    for (const file of chosen) {
      try {
        const upload = await uploadFile(file);
        setFiles((before) => [...before, upload]);
      } catch (error) {
        toast.problem(error);
      }
    }
  }

  const isReply = kind === 'replies';
  return (
    <section className={classes.answer} data-kind={kind} aria-label={t('answer')}>
      <div className={classes.answerColumn}>
        <SegmentedControl
          size="xs"
          mb={8}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={[
            { value: 'replies', label: t('reply') },
            { value: 'notes', label: t('note') },
          ]}
        />
        <Textarea
          aria-label={isReply ? t('reply.label', { name: nameOf(ticket) }) : t('note.label')}
          placeholder={isReply ? t('reply.label', { name: nameOf(ticket) }) : t('note.label')}
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
        <div className={classes.answerFoot}>
          <AttachButton onFiles={(chosen) => void attach(chosen)} />
          {files.map((file) => (
            <Pill
              key={file.upload}
              withRemoveButton
              onRemove={() => setFiles(files.filter((one) => one !== file))}
              removeButtonProps={{ 'aria-label': t('attachment.remove', { name: file.name }) }}
            >
              {file.name}
            </Pill>
          ))}
          <span className={classes.grow} />
          <SubmitButtons
            isReply={isReply}
            isBusy={answer.isPending}
            canSend={text.trim() !== ''}
            onSubmit={submit}
          />
        </div>
      </div>
    </section>
  );
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('desk');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('attach')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('attach')}
        onClick={() => input.current?.click()}
      >
        <IconPaperclip size={18} stroke={1.75} />
      </ActionIcon>
    </>
  );
}

interface SubmitProps {
  isReply: boolean;
  isBusy: boolean;
  canSend: boolean;
  onSubmit: (status?: Status) => void;
}

function SubmitButtons({ isReply, isBusy, canSend, onSubmit }: SubmitProps) {
  const { t } = useTranslation('desk');
  if (!isReply) {
    return (
      <Button disabled={!canSend} loading={isBusy} onClick={() => onSubmit()}>
        {t('note.add')}
      </Button>
    );
  }
  return (
    <Button.Group>
      <Button
        leftSection={<IconSend size={18} stroke={1.75} />}
        disabled={!canSend}
        loading={isBusy}
        onClick={() => onSubmit()}
      >
        {t('send')}
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <Button px={8} disabled={!canSend || isBusy} aria-label={t('send.more')}>
            <IconChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onSubmit('open')}>{t('send.open')}</Menu.Item>
          <Menu.Item onClick={() => onSubmit('solved')}>{t('send.solved')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
