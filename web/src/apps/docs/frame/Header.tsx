/** The head of the editor: name, star, place and saved state over the menus; people and sharing at the right. */
import { useEffect, useRef, useState } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import {
  IconFolder,
  IconHistory,
  IconMessage,
  IconStar,
  IconStarFilled,
  IconUserPlus,
} from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import { renameDoc, starDoc } from '../client/node';
import { AppMark } from './AppMark';
import { MenuBar } from './MenuBar';
import { MenuDrawer } from './MenuDrawer';
import { ModeSwitch } from './ModeSwitch';
import { PresenceSlot } from './PresenceSlot';
import { SavedWords } from './SavedWords';
import { useWorkbench } from './workbench';
import classes from './header.module.css';

export function Header() {
  const { t } = useTranslation('docs');
  const { link, doc } = useWorkbench();
  const isPhone = usePhone();
  return (
    <header className={classes.header}>
      {link === null ? (
        <Link to="/docs" className={classes.home} aria-label={t('home')} title={t('home')}>
          <AppMark size={isPhone ? 26 : 32} />
        </Link>
      ) : (
        <span className={classes.home}>
          <AppMark size={32} />
        </span>
      )}
      <div className={classes.middle}>
        <div className={classes.line}>
          <Title key={doc.name} />
          {!isPhone && link === null && <Marks />}
          <SavedWords />
        </div>
        {!isPhone && <MenuBar />}
      </div>
      <Actions />
    </header>
  );
}

function Title() {
  const { t } = useTranslation('docs');
  const { doc, body, naming } = useWorkbench();
  const [name, setName] = useState(doc.name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = doc.name;
  }, [doc.name]);
  useEffect(() => {
    if (naming === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [naming]);
  if (doc.abilities.rename !== true) return <h1 className={classes.name}>{doc.name}</h1>;
  function save(): void {
    const wanted = name.trim();
    if (!wanted) setName(doc.name);
    else if (wanted !== doc.name) void renameDoc(doc.id, wanted);
  }
  return (
    <h1 className={classes.name} data-value={name}>
      <input
        ref={field}
        className={classes.nameInput}
        aria-label={t('name')}
        size={1}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setName(doc.name);
          if (event.key === 'Enter') body.commands.focus();
        }}
      />
    </h1>
  );
}

function Marks() {
  const { t } = useTranslation('docs');
  const { doc, ask } = useWorkbench();
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={doc.is_starred ? t('unstar') : t('star')}
        aria-pressed={doc.is_starred}
        onClick={() => void starDoc(doc.id, !doc.is_starred)}
      >
        {doc.is_starred ? (
          <IconStarFilled size={16} className={classes.star} />
        ) : (
          <IconStar size={16} stroke={1.75} />
        )}
      </ActionIcon>
      {doc.abilities.move === true && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={t('move')}
          onClick={() => ask('move')}
        >
          <IconFolder size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </>
  );
}

function Actions() {
  const { t } = useTranslation('docs');
  const { doc, ask, panel, setPanel, link } = useWorkbench();
  const isPhone = usePhone();
  const toggle = (name: 'comments' | 'versions') => setPanel(panel === name ? null : name);
  return (
    <div className={classes.actions}>
      <PresenceSlot />
      {!isPhone && link === null && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('versions')}
          aria-pressed={panel === 'versions'}
          onClick={() => toggle('versions')}
        >
          <IconHistory size={20} stroke={1.75} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('comments')}
        aria-pressed={panel === 'comments'}
        onClick={() => toggle('comments')}
      >
        <IconMessage size={20} stroke={1.75} />
      </ActionIcon>
      {!isPhone && <ModeSwitch />}
      {doc.abilities.share === true &&
        (isPhone ? (
          <ActionIcon size={36} aria-label={t('share')} onClick={() => ask('share')}>
            <IconUserPlus size={18} stroke={1.75} />
          </ActionIcon>
        ) : (
          <Button
            leftSection={<IconUserPlus size={18} stroke={1.75} />}
            onClick={() => ask('share')}
          >
            {t('share')}
          </Button>
        ))}
      {isPhone && <MenuDrawer />}
    </div>
  );
}
