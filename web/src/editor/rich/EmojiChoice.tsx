/** Emoji by subject, or by a word. They are plain text in the message. */
import { useState } from 'react';
import { TextInput, UnstyledButton } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { findEmoji } from '../document/menus/emoji';
import classes from '../editor.module.css';

const COMMON =
  '😀 😃 😄 😅 😂 🙂 😉 😊 😍 😘 🤔 😐 🙄 😬 😴 🥳 😎 😟 😢 😭 😡 😱 🤗 🤷 👍 👎 👌 🤞 👏 🙌 🙏 🤝 👋 💪 👀 ' +
  '✅ ❌ ⚠️ ❓ ⭐ 🔥 💡 🎯 🚀 🎉 🏆 📌 🔒 📄 📊 📅 📎 ✉️ 📦 💻 📱 🚚 ☕ 🍰 🌍 ☀️ ❤️ 💙 💚';

export default function EmojiChoice({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation('editor');
  const [asked, setAsked] = useState('');
  const found = asked.trim() ? findEmoji(asked.trim(), 48).map((it) => it.text) : COMMON.split(' ');
  return (
    <div className={classes.emoji}>
      <TextInput
        size="xs"
        aria-label={t('rich.emoji.find')}
        placeholder={t('rich.emoji.find')}
        value={asked}
        onChange={(event) => setAsked(event.currentTarget.value)}
      />
      <div className={classes.emojiGrid}>
        {found.map((one) => (
          <UnstyledButton key={one} aria-label={one} onClick={() => onPick(one)}>
            {one}
          </UnstyledButton>
        ))}
      </div>
      {found.length === 0 && <small>{t('rich.emoji.none')}</small>}
    </div>
  );
}
