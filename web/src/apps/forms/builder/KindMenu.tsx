/** The menu from which a block is added. */
import type { ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { Kind } from '../model/blocks';
import { kindGroups, kindIcon } from './kindLook';
import classes from './builder.module.css';

interface Props {
  /** The button that opens it. */
  children: ReactNode;
  onChoose: (kind: Kind) => void;
}

export function KindMenu({ children, onChoose }: Props) {
  const { t } = useTranslation('forms');
  return (
    <Menu position="bottom" width={380} withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown className={classes.kindMenu}>
        {kindGroups.map((group) => (
          <div key={group.name} role="none">
            <Menu.Label>{t(`kinds.${group.name}`)}</Menu.Label>
            <div className={classes.kindGrid} role="none">
              {group.kinds.map((kind) => {
                const Icon = kindIcon[kind];
                return (
                  <Menu.Item
                    key={kind}
                    leftSection={<Icon size={18} stroke={1.75} />}
                    onClick={() => onChoose(kind)}
                  >
                    {t(`kind.${kind}`)}
                  </Menu.Item>
                );
              })}
            </div>
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
