/** The bell: what happened that concerns this person. Opening it marks everything as read. */
import { useState } from 'react';
import { ActionIcon, Indicator, Popover, ScrollArea, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '@/platform/api';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState, When } from '@/ui';
import classes from './Notifications.module.css';

interface Notice {
  id: string;
  kind: string;
  title: string;
  body: string;
  url: string;
  created_at: string;
  read_at: string | null;
}

interface Notices {
  items: Notice[];
  unread: number;
}

async function readNotices(): Promise<Notices> {
  const response = await send('/api/v1/notifications?limit=30');
  return (await response.json()) as Notices;
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  return (
    <li>
      <UnstyledButton
        className={classes.row}
        data-unread={!notice.read_at || undefined}
        onClick={onOpen}
      >
        <span className={classes.title}>{notice.title}</span>
        {notice.body && <span className={classes.body}>{notice.body}</span>}
        <small>
          <When at={notice.created_at} style="ago" />
        </small>
      </UnstyledButton>
    </li>
  );
}

export function Notifications() {
  const { t } = useTranslation('shell');
  const go = useGo();
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({ queryKey: ['notifications'], queryFn: readNotices });
  const items = query.data?.items ?? [];
  const unread = query.data?.unread ?? 0;

  async function close(): Promise<void> {
    setOpen(false);
    if (unread === 0) return;
    await send('/api/v1/notifications/read', { method: 'POST', body: {} }).catch(() => undefined);
    await cache.invalidateQueries({ queryKey: ['notifications'] });
  }

  return (
    <Popover
      opened={isOpen}
      onChange={(next) => void (next ? setOpen(true) : close())}
      width={360}
      position="bottom-end"
      trapFocus
      returnFocus
    >
      <Indicator disabled={unread === 0} label={unread} size={16} offset={6}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={unread ? t('notices.unread', { count: unread }) : t('notices.label')}
            onClick={() => void (isOpen ? close() : setOpen(true))}
          >
            <IconBell size={20} stroke={1.75} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label={t('notices.label')}>
        <h2 className={classes.heading}>{t('notices.label')}</h2>
        <ScrollArea.Autosize mah={420}>
          <QueryState
            query={query}
            isEmpty={items.length === 0}
            empty={
              <EmptyState drawing="bell" title={t('notices.empty')}>
                {t('notices.emptyBody')}
              </EmptyState>
            }
          >
            <ul className={classes.list}>
              {items.map((notice) => (
                <NoticeRow
                  key={notice.id}
                  notice={notice}
                  onOpen={() => {
                    void close();
                    if (notice.url) go(notice.url);
                  }}
                />
              ))}
            </ul>
          </QueryState>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
