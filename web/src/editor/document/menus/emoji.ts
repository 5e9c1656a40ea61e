/** The emoji that `:name` finds, by English and French words. */

const TABLE = `😀 grin smile sourire|😃 happy smile joyeux|😄 laugh smile rire|😁 beaming radieux|😅 sweat sueur|😂 joy tears rire larmes|🙂 slight smile sourire|😉 wink clin|😊 blush content|😍 heart eyes amoureux|😘 kiss bisou|🤔 thinking pense|🤨 eyebrow sceptique|😐 neutral neutre|😏 smirk|🙄 roll eyes|😬 grimace|😴 sleep dort|😷 mask masque|🤯 mind blown explose|🥳 party fete|😎 cool sunglasses lunettes|🤓 nerd|😟 worried inquiet|😢 cry pleure|😭 sob pleure|😡 angry colere|😱 scream peur|🤗 hug calin|🤷 shrug hausse|🤦 facepalm
👍 thumbsup yes plus pouce oui +1|👎 thumbsdown no pouce non -1|👌 ok|✌️ victory paix|🤞 fingers crossed doigts croises|👏 clap bravo applaudir|🙌 raised hands hourra|🙏 pray thanks merci|🤝 handshake poignee|👋 wave hello bonjour salut|✋ hand main|💪 strong muscle force|👀 eyes yeux|🧠 brain cerveau|👉 right droite doigt|👈 left gauche doigt|👆 up haut doigt|👇 down bas doigt|✍️ write ecrire
✅ check done fait coche|❌ cross no croix non|⚠️ warning attention|❗ exclamation|❓ question|⭐ star etoile|🔥 fire feu|💡 idea bulb idee ampoule|🎯 target goal cible but|🚀 rocket launch fusee lancement|🎉 tada party fete|🏆 trophy trophee|📌 pin epingle|🔒 lock cadenas|🔑 key cle|🔗 link lien|➕ plus|➖ minus moins|➡️ arrow right fleche droite|⬅️ arrow left fleche gauche|⬆️ arrow up fleche haut|⬇️ arrow down fleche bas|🔴 red rouge|🟠 orange|🟡 yellow jaune|🟢 green vert|🔵 blue bleu|⚫ black noir|⚪ white blanc|💯 hundred cent|♻️ recycle recyclage
📄 page document|📝 memo note|📊 chart graphique|📈 chart up hausse|📉 chart down baisse|📅 calendar calendrier date|📎 paperclip trombone|✉️ mail envelope courrier lettre|📦 package box colis|🛒 cart panier|💻 laptop ordinateur|📱 phone telephone|🔧 wrench outil cle|🔋 battery batterie|🖨️ printer imprimante|🏷️ label tag etiquette|💶 euro money argent|💵 dollar money argent|💳 card carte|🏭 factory usine|🚚 truck delivery camion livraison|☕ coffee cafe|🍰 cake gateau|🍕 pizza|🌍 earth world terre monde|☀️ sun soleil|🌧️ rain pluie|❄️ snow neige|🌱 plant pousse|🐛 bug insecte|🏠 house home maison|🏢 office bureau|✈️ plane avion|🚆 train|⏰ alarm clock reveil|⏳ hourglass sablier|📣 megaphone annonce|🔔 bell cloche|🔍 search loupe recherche|❤️ heart coeur|💙 blue heart coeur bleu|💚 green heart coeur vert|💔 broken heart coeur brise`;

export interface Emoji {
  text: string;
  words: readonly string[];
}

let read: Emoji[] | null = null;

function all(): Emoji[] {
  read ??= TABLE.split(/[|\n]/).map((row) => {
    const [text = '', ...words] = row.split(' ');
    return { text, words };
  });
  return read;
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '');

/** Those whose words begin with what is asked, best first. */
export function findEmoji(asked: string, most = 12): Emoji[] {
  const wanted = plain(asked);
  const whole = all().filter((it) => it.words.includes(wanted));
  const begun = all().filter(
    (it) => !whole.includes(it) && it.words.some((word) => word.startsWith(wanted)),
  );
  return [...whole, ...begun].slice(0, most);
}
