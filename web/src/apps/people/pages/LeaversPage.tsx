/** Let somebody leave: who, to whom everything goes, then the preview; below, former leavings. */
import { useState } from 'react';
import { Button, Stack } from '@mantine/core';
import { useGo, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  EmptyState,
  ListRow,
  Page,
  PageSection,
  PeoplePicker,
  PersonAvatar,
  QueryState,
  RowList,
  toast,
  Toolbar,
  When,
  type PersonChoice,
} from '@/ui';
import { usePerson } from '../client/directory';
import { planLeaving, useLeavings } from '../client/provisioning';
import { LeavingState } from '../features/LeavingState';
import { PeopleSide } from '../features/PeopleSide';

function useChosen(): [PersonChoice[], (value: PersonChoice[]) => void] {
  const [id] = useQueryParam('person');
  const given = usePerson(id).data;
  const [chosen, setChosen] = useState<PersonChoice[] | null>(null);
  const fromAddress: PersonChoice[] = given
    ? [{ id: given.id, name: given.name, email: given.email, kind: 'person' }]
    : [];
  return [chosen ?? fromAddress, setChosen];
}

function NewLeaving() {
  const { t } = useTranslation('people');
  const go = useGo();
  const [person, setPerson] = useChosen();
  const [to, setTo] = useState<PersonChoice[]>([]);
  const [isPlanning, setPlanning] = useState(false);
  async function plan(): Promise<void> {
    const [leaver, heir] = [person[0], to[0]];
    if (!leaver || !heir) return;
    setPlanning(true);
    try {
      go(`/people/leavers/${(await planLeaving(leaver.id, heir.id)).id}`);
    } catch (error) {
      toast.problem(error);
    } finally {
      setPlanning(false);
    }
  }
  return (
    <PageSection title={t('leavers.new')} description={t('leavers.newBody')}>
      <Stack maw={420}>
        <PeoplePicker label={t('leavers.who')} limit={1} value={person} onChange={setPerson} />
        <PeoplePicker label={t('leavers.to')} limit={1} value={to} onChange={setTo} />
        <Button
          disabled={person.length === 0 || to.length === 0}
          loading={isPlanning}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => void plan()}
        >
          {t('leavers.preview')}
        </Button>
      </Stack>
    </PageSection>
  );
}

export default function LeaversPage() {
  const { t } = useTranslation('people');
  const go = useGo();
  const list = useLeavings();
  return (
    <AppLayout title={t('leavers.title')} side={<PeopleSide />}>
      <Toolbar title={t('leavers.title')} />
      <Page>
        <NewLeaving />
        <PageSection title={t('leavers.former')}>
          <QueryState
            query={list}
            isEmpty={list.items.length === 0}
            empty={
              <EmptyState drawing="person" title={t('leavers.empty')}>
                {t('leavers.emptyBody')}
              </EmptyState>
            }
          >
            <RowList label={t('leavers.former')}>
              {list.items.map((leaving) => (
                <ListRow
                  key={leaving.id}
                  mark={<PersonAvatar name={leaving.person.name} seed={leaving.person.id} />}
                  title={leaving.person.name}
                  description={
                    <>
                      {t('leavers.heir', { name: leaving.to.name })} ·{' '}
                      <When at={leaving.created_at} />
                    </>
                  }
                  actions={
                    <>
                      <LeavingState state={leaving.state} />
                      <Button variant="subtle" onClick={() => go(`/people/leavers/${leaving.id}`)}>
                        {t('leavers.open')}
                      </Button>
                    </>
                  }
                />
              ))}
            </RowList>
          </QueryState>
        </PageSection>
      </Page>
    </AppLayout>
  );
}
