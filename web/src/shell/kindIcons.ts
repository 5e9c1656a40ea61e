/** The icon of each kind of thing that search finds. */
import {
  IconFile,
  IconFileText,
  IconForms,
  IconMail,
  IconTicket,
  IconUser,
  type Icon,
} from '@tabler/icons-react';

const icons: Record<string, Icon> = {
  person: IconUser,
  file: IconFile,
  doc: IconFileText,
  mail: IconMail,
  ticket: IconTicket,
  form: IconForms,
};

export const iconOfKind = (kind: string): Icon => icons[kind] ?? IconFile;
