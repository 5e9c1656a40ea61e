/** How many contacts are chosen, and what one can do to all of them. */
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconArrowMerge, IconMail, IconTag, IconTrash, IconX } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { toast, Toolbar, usePhone, type Selection } from '@/ui';
import { undoMerge, useMerge, type ContactRow } from '../client';
import { writeTo } from '../model';
import { LabelsMenu } from './LabelsMenu';
import { useDelete } from './useDelete';

interface Props {
  chosen: readonly ContactRow[];
  selection: Selection;
}

const look = { size: 18, stroke: 1.75 } as const;
const plain = { variant: 'subtle', color: 'gray', size: 32 } as const;

function MergeButton({ chosen, selection }: Props) {
  const { t } = useTranslation('contacts');
  const merge = useMerge();
  const join = () =>
    merge.mutate(
      chosen.map((one) => one.id),
      {
        onSuccess: ({ merge_id, contact }) => {
          selection.clear();
          const said = t('merge.done', { name: contact.name });
          toast.show(said, { undo: () => undoMerge(merge_id) });
        },
      },
    );
  return (
    <ActionIcon
      {...plain}
      aria-label={t('merge')}
      title={t('merge')}
      loading={merge.isPending}
      onClick={join}
    >
      <IconArrowMerge {...look} />
    </ActionIcon>
  );
}

export function ChosenBar({ chosen, selection }: Props) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const isPhone = usePhone();
  const remove = useDelete();
  const drop = () => void remove(chosen).then(selection.clear);
  const people = chosen.filter((one) => one.email);
  return (
    <Toolbar
      hasToggle={false}
      title={
        <ActionIcon {...plain} aria-label={t('chosen.clear')} onClick={selection.clear}>
          <IconX {...look} />
        </ActionIcon>
      }
      actions={
        <>
          {people.length > 0 && (
            <ActionIcon
              {...plain}
              aria-label={t('write')}
              title={t('write')}
              onClick={() => go(writeTo(people))}
            >
              <IconMail {...look} />
            </ActionIcon>
          )}
          {chosen.length > 1 && <MergeButton chosen={chosen} selection={selection} />}
          <LabelsMenu contacts={chosen}>
            {isPhone ? (
              <ActionIcon {...plain} aria-label={t('label.change')}>
                <IconTag {...look} />
              </ActionIcon>
            ) : (
              <Button variant="subtle" color="gray" leftSection={<IconTag {...look} />}>
                {t('label.change')}
              </Button>
            )}
          </LabelsMenu>
          <ActionIcon {...plain} aria-label={t('delete')} title={t('delete')} onClick={drop}>
            <IconTrash {...look} />
          </ActionIcon>
        </>
      }
    >
      <Text fw={550} role="status">
        {t('chosen', { count: chosen.length })}
      </Text>
    </Toolbar>
  );
}
