/** What every part of the mail screen needs: the account, its mailboxes, its own addresses. */
import { createContext, use } from 'react';
import type { Account } from '../client/accounts';
import type { Mailbox } from '../model/mail';
import type { Place } from '../model/place';

export interface Mail {
  account: Account;
  accounts: readonly Account[];
  boxes: readonly Mailbox[];
  own: readonly string[];
  place: Place;
  /** The mailbox's id or the view that the list shows. */
  boxId: string;
}

export const MailContext = createContext<Mail | null>(null);

export function useMail(): Mail {
  const mail = use(MailContext);
  if (!mail) throw new Error('outside of the mail page');
  return mail;
}
