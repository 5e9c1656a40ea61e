/** The settings of mail, as the server keeps them. */

export type MailDensity = 'compact' | 'normal' | 'comfortable';
export type ReadingPane = 'off' | 'right' | 'below';
export type AutoAdvance = 'list' | 'older' | 'newer';

export interface MailSettings {
  /** Seconds in which a sent message can be taken back. */
  undo_s: number;
  density: MailDensity;
  reading_pane: ReadingPane;
  unread_first: boolean;
  categories_on: boolean;
  conversation_on: boolean;
  keyboard_on: boolean;
  smart_compose_on: boolean;
  images: 'ask' | 'always';
  external_banner: boolean;
  /** Where one goes when the open conversation has left. */
  auto_advance: AutoAdvance;
  default_identity_id: string | null;
  /** Whether rows show how the message begins. */
  snippets_on: boolean;
  reply_all: boolean;
  send_and_archive: boolean;
  offer_follow_up: boolean;
}

export const defaults: MailSettings = {
  undo_s: 10,
  density: 'normal',
  reading_pane: 'off',
  unread_first: false,
  categories_on: true,
  conversation_on: true,
  keyboard_on: true,
  smart_compose_on: true,
  images: 'ask',
  external_banner: true,
  auto_advance: 'list',
  default_identity_id: null,
  snippets_on: true,
  reply_all: false,
  send_and_archive: false,
  offer_follow_up: true,
};
