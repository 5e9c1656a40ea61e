/** One leaving: what would be handed over, then what was; undo within the hold. */
import { Button, Switch } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  confirm,
  Crumbs,
  ListRow,
  Notice,
  Page,
  PageSection,
  PersonAvatar,
  QueryState,
  RowList,
  StatusBadge,
  toast,
  Toolbar,
  When,
  type Tone,
} from '@/ui';
import { useLeaving, useLeavingActions } from '../client/provisioning';
import type { Leaving } from '../client/types';
import { LeavingState } from '../features/LeavingState';
import { PeopleSide } from '../features/PeopleSide';
import classes from './PlanPage.module.css';

const stepTones: Record<string, Tone> = { waiting: 'neutral', done: 'success', failed: 'danger' };

function Parts({ leaving }: { leaving: Leaving }) {
  const { t } = useTranslation('people');
  const steps = new Map((leaving.steps ?? []).map((step) => [step.key, step]));
  return (
    <RowList label={t('leaving.parts')}>
      {leaving.preview.map((part) => {
        const step = steps.get(part.key);
        return (
          <ListRow
            key={part.key}
            title={t(`part.${part.key}`, { defaultValue: part.key })}
            description={
              <>
                {part.sentences.length === 0 && t('leaving.nothing')}
                {part.sentences.map((sentence) => (
                  <div key={sentence}>{sentence}</div>
                ))}
                {step?.error && <div className={classes.failed}>{step.error}</div>}
              </>
            }
            actions={
              step && (
                <StatusBadge tone={stepTones[step.state] ?? 'neutral'}>
                  {t(`step.${step.state}`)}
                </StatusBadge>
              )
            }
          />
        );
      })}
    </RowList>
  );
}

function Buttons({ leaving }: { leaving: Leaving }) {
  const { t } = useTranslation('people');
  const actions = useLeavingActions(leaving.id);
  const attempt = (action: () => Promise<unknown>) => void action().catch(toast.problem);
  const name = leaving.person.name;
  async function deleteNow(): Promise<void> {
    const isSure = await confirm({
      title: t('leaving.deleteTitle', { name }),
      body: t('leaving.deleteBody'),
      action: t('leaving.delete'),
      isDangerous: true,
    });
    if (isSure) await actions.deleteNow();
  }
  return (
    <>
      <LeavingState state={leaving.state} />
      {leaving.abilities.undo && (
        <Button variant="default" onClick={() => attempt(actions.undo)}>
          {t('leaving.undo')}
        </Button>
      )}
      {leaving.abilities.delete && (
        <Button variant="default" onClick={() => attempt(deleteNow)}>
          {t('leaving.delete')}
        </Button>
      )}
      {leaving.abilities.apply && (
        <Button color="red.8" onClick={() => attempt(actions.apply)}>
          {t('leaving.apply')}
        </Button>
      )}
    </>
  );
}

function Hold({ leaving }: { leaving: Leaving }) {
  const { t } = useTranslation('people');
  const actions = useLeavingActions(leaving.id);
  if (leaving.state !== 'held') return null;
  return (
    <PageSection
      title={t('leaving.hold')}
      description={
        <>
          {t('leaving.holdBody')} <When at={leaving.delete_after} style="date" />
        </>
      }
    >
      <Switch
        label={t('leaving.legalHold')}
        checked={leaving.has_legal_hold}
        onChange={(event) =>
          void actions.setLegalHold(event.currentTarget.checked).catch(toast.problem)
        }
      />
    </PageSection>
  );
}

export default function LeavingPage() {
  const { t } = useTranslation('people');
  const id = usePathParam('id');
  const query = useLeaving(id);
  const leaving = query.data;
  return (
    <AppLayout title={t('leavers.title')} side={<PeopleSide />}>
      <Toolbar
        title={
          <Crumbs
            items={[
              { label: t('leavers.title'), to: '/people/leavers' },
              { label: leaving?.person.name ?? '' },
            ]}
          />
        }
        actions={leaving && <Buttons leaving={leaving} />}
      />
      <QueryState query={query} isEmpty={!leaving}>
        {leaving && (
          <Page>
            <div className={classes.names}>
              <PersonAvatar name={leaving.person.name} seed={leaving.person.id} />
              {leaving.person.name}
              <IconArrowRight size={18} stroke={1.75} aria-label={t('leaving.handsTo')} />
              <PersonAvatar name={leaving.to.name} seed={leaving.to.id} />
              {leaving.to.name}
            </div>
            {leaving.state === 'planned' && (
              <Notice tone="warning" title={t('leaving.previewTitle')}>
                {t('leaving.previewBody', { name: leaving.person.name })}
              </Notice>
            )}
            {leaving.error && <Notice tone="danger" title={leaving.error} />}
            <PageSection title={t('leaving.parts')}>
              <Parts leaving={leaving} />
            </PageSection>
            <Hold leaving={leaving} />
          </Page>
        )}
      </QueryState>
    </AppLayout>
  );
}
