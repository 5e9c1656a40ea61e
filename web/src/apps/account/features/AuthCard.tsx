/** The frame of pages before sign-in: one card in the middle, the language at its foot. */
import type { ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { currentLanguage, languageNames, languages, setLanguage } from '@/platform/i18n';
import classes from './AuthCard.module.css';

interface Props {
  title: string;
  children: ReactNode;
  subtitle?: ReactNode;
  foot?: ReactNode;
}

export function AuthCard({ title, subtitle, foot, children }: Props) {
  return (
    <div className={classes.screen}>
      <main id="main" className={classes.card}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{title}</h1>
        {subtitle && <p className={classes.subtitle}>{subtitle}</p>}
        {children}
        {foot && <div className={classes.foot}>{foot}</div>}
      </main>
      <nav className={classes.languages}>
        {languages.map((language) => (
          <UnstyledButton
            key={language}
            lang={language}
            aria-pressed={language === currentLanguage()}
            onClick={() => void setLanguage(language)}
          >
            {languageNames[language]}
          </UnstyledButton>
        ))}
      </nav>
    </div>
  );
}
