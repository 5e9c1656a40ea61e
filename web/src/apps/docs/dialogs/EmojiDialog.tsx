/** Emoji by subject. They are plain text in the document. */
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useWorkbench } from '../frame/workbench';
import { Sheet } from './Sheet';
import classes from './dialogs.module.css';

const sets = {
  faces:
    '😀 😃 😄 😁 😅 😂 🙂 😉 😊 😍 😘 🤔 🤨 😐 😏 🙄 😬 😴 😷 🤒 🤯 🥳 😎 🤓 😟 😢 😭 😡 😱 🤗',
  hands: '👍 👎 👌 ✌️ 🤞 👏 🙌 🙏 🤝 👋 ✋ 💪 👀 🧠 👉 👈 👆 👇 ✍️ 🫶',
  signs:
    '✅ ❌ ⚠️ ❗ ❓ ⭐ 🔥 💡 🎯 🚀 🎉 🏆 📌 🔒 🔗 ➕ ➖ ➡️ ⬅️ ⬆️ ⬇️ 🔴 🟠 🟡 🟢 🔵 ⚫ ⚪ 💯 ♻️',
  things:
    '📄 📊 📈 📉 📅 📎 ✉️ 📦 🛒 💻 📱 🔧 🔋 🖨️ 🏷️ 💶 💳 🏭 🚚 ☕ 🍰 🌍 ☀️ 🌧️ ❄️ 🌱 🐛 ❤️ 💙 💚',
} as const;

export function EmojiDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('docs');
  const { editor } = useWorkbench();
  function pick(emoji: string): void {
    onClose();
    editor.chain().focus().insertContent(emoji).run();
  }
  return (
    <Sheet title={t('emoji')} size={420} onClose={onClose}>
      {Object.entries(sets).map(([name, emoji]) => (
        <section key={name} className={classes.emoji}>
          <h3>{t(`emoji.${name}`)}</h3>
          <div>
            {emoji.split(' ').map((one) => (
              <UnstyledButton key={one} aria-label={one} onClick={() => pick(one)}>
                {one}
              </UnstyledButton>
            ))}
          </div>
        </section>
      ))}
    </Sheet>
  );
}
