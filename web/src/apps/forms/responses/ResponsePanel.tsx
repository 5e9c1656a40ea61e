/** One response in full: the answers as they were asked for, the files, and what to do with it. */
import { Button } from '@mantine/core';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { confirm, KeyValues, Notice, QueryState, RightPanel, toast, When } from '@/ui';
import {
  useDeleteResponse,
  useReleaseResponse,
  useResponse,
  type ResponseFile,
  type ResponseFull,
} from '../client/responses';
import { asks, readBlocks } from '../model/blocks';
import classes from './responses.module.css';

interface Props {
  formId: string;
  responseId: string;
  onClose: () => void;
}

export function ResponsePanel({ formId, responseId, onClose }: Props) {
  const { t } = useTranslation('forms');
  const query = useResponse(formId, responseId);
  const response = query.data;
  return (
    <RightPanel
      title={t('response')}
      onClose={onClose}
      foot={
        response?.abilities.review && <Acts formId={formId} response={response} onClose={onClose} />
      }
    >
      <QueryState query={query} isEmpty={!response}>
        {response && <Body response={response} />}
      </QueryState>
    </RightPanel>
  );
}

function Body({ response }: { response: ResponseFull }) {
  const { t } = useTranslation('forms');
  const { respondent, cells } = response;
  const answered = readBlocks(response.blocks).filter((it) => asks(it) && it.id in cells);
  return (
    <>
      {response.state === 'held' && (
        <Notice tone="warning" title={t('held')}>
          {t(`held.${heldReason(response.held_because)}`)}
        </Notice>
      )}
      <dl className={classes.answers}>
        {answered.map((block) => {
          const files = response.files.filter((it) => it.block_id === block.id);
          return (
            <div key={block.id}>
              <dt>{block.label}</dt>
              <dd>{files.length > 0 ? <Files files={files} /> : cells[block.id]}</dd>
            </div>
          );
        })}
      </dl>
      <KeyValues
        items={[
          [t('who'), respondent.name],
          [t('email'), respondent.email],
          [t('time'), <When key="time" at={response.created_at} style="exact" />],
          [t('answered.version'), String(response.version)],
          [t('reference'), response.id.slice(-8).toUpperCase()],
        ]}
      />
    </>
  );
}

const heldReason = (reason: string) =>
  reason === 'trap' || reason === 'too_fast' ? reason : 'other';

function Files({ files }: { files: readonly ResponseFile[] }) {
  const formats = useFormats();
  return (
    <ul className={classes.files}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.url} download={file.name} className={classes.file}>
            {file.media_type.startsWith('image/') ? (
              <img src={file.url} alt="" loading="lazy" className={classes.thumb} />
            ) : (
              <IconFile size={20} stroke={1.5} aria-hidden />
            )}
            <span className={classes.fileName}>{file.name}</span>
            <span className={classes.fileSize}>{formats.size(file.size_bytes)}</span>
            <IconDownload size={16} stroke={1.75} aria-hidden />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Acts({
  formId,
  response,
  onClose,
}: {
  formId: string;
  response: ResponseFull;
  onClose: () => void;
}) {
  const { t } = useTranslation('forms');
  const release = useReleaseResponse(formId);
  const { mutate: remove } = useDeleteResponse(formId);
  async function onDelete(): Promise<void> {
    const isSure = await confirm({
      title: t('response.delete.title'),
      body: t('response.delete.body'),
      action: t('response.delete'),
      isDangerous: true,
    });
    if (isSure) remove(response.id, { onSuccess: onClose });
  }
  const onRelease = () =>
    release.mutate(response.id, {
      onSuccess: () => void toast.show(t('released'), { tone: 'success' }),
    });
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => void onDelete()}>
        {t('response.delete')}
      </Button>
      {response.state === 'held' && (
        <Button loading={release.isPending} onClick={onRelease}>
          {t('release')}
        </Button>
      )}
    </>
  );
}
