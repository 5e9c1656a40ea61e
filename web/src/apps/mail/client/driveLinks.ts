/** Files in Drive that a message links to: put there, and who of the recipients cannot open them. */
import { api, call } from '@/platform/api';
import { startUpload, type Upload } from '@/platform/upload';
import { escapeHtml } from '@/editor/text';
import { searchPeople, type PersonChoice } from '@/ui';

export interface LinkedNode {
  id: string;
  /** How it stands in the message. */
  href: string;
}

export interface Missing {
  node: string;
  name: string;
  mayShare: boolean;
  /** Colleagues without the right to open it. */
  people: PersonChoice[];
  /** Addresses outside, who can only be given a link. */
  outside: string[];
}

const NODE = /href="([^"]*\/drive\/files\/([\w-]+)[^"]*)"/g;

export const linkedNodes = (html: string): LinkedNode[] =>
  [...html.matchAll(NODE)].map((found) => ({ href: found[1] ?? '', id: found[2] ?? '' }));

export const linkHtml = (href: string, name: string): string =>
  `<p><a href="${escapeHtml(href)}">${escapeHtml(name)}</a></p>`;

export const addressOf = (nodeId: string): string =>
  `${window.location.origin}/drive/files/${nodeId}`;

async function myDrive(): Promise<string> {
  const { items } = await call(api.GET('/api/v1/drive/drives'));
  return items.find((drive) => drive.kind === 'my')?.root ?? '';
}

const FOLDER = 'Mail attachments';

async function folderFor(): Promise<string> {
  const root = await myDrive();
  const params = { path: { id: root }, query: { limit: 200 } };
  const { items } = await call(api.GET('/api/v1/drive/nodes/{id}/children', { params }));
  const known = items.find((node) => node.is_folder && node.name === FOLDER);
  if (known) return known.id;
  const made = await call(
    api.POST('/api/v1/drive/nodes/{id}/folders', {
      params: { path: { id: root } },
      body: { name: FOLDER },
    }),
  );
  return made.id;
}

/** Upload a file into Drive; resolves with its id. */
export async function putIntoDrive(
  file: File,
  onProgress: (share: number) => void,
  onStart: (upload: Upload) => void,
): Promise<string> {
  const parent = await folderFor();
  const upload = startUpload({
    endpoint: '/api/v1/drive/uploads/',
    file,
    metadata: { filename: file.name, parent, key: crypto.randomUUID() },
    onProgress: (sent, total) => onProgress(sent / Math.max(total, 1)),
  });
  onStart(upload);
  const { headers } = await upload.finished;
  return headers.get('Bureau-Node') ?? '';
}

interface Access {
  name: string;
  mayShare: boolean;
  isOpen: boolean;
  emails: ReadonlySet<string>;
  domains: boolean;
}

const byId = (id: string) => ({ params: { path: { id } } });

async function accessTo(id: string): Promise<Access | null> {
  const node = await call(api.GET('/api/v1/drive/nodes/{id}', byId(id))).catch(() => null);
  if (!node) return null;
  const mayShare = node.abilities.share === true;
  const grants = (await call(api.GET('/api/v1/drive/nodes/{id}/grants', byId(id)))).items;
  const links = mayShare
    ? (await call(api.GET('/api/v1/drive/nodes/{id}/links', byId(id)))).items
    : [];
  return {
    name: node.name,
    mayShare,
    isOpen: links.some((link) => !link.has_password),
    emails: new Set(grants.map((grant) => grant.principal.email?.toLowerCase() ?? '')),
    domains: grants.some((grant) => grant.principal.kind === 'everyone'),
  };
}

/** The colleague or group behind an address that was typed or answered to, not chosen. */
async function identified(person: PersonChoice): Promise<PersonChoice> {
  if (person.id) return person;
  const email = person.email.toLowerCase();
  const found = await searchPeople(person.email);
  return found.find((it) => it.email.toLowerCase() === email) ?? person;
}

/** For each linked file, who of the recipients is not known to be able to open it. */
export async function missingAccess(
  nodes: readonly LinkedNode[],
  recipients: readonly PersonChoice[],
): Promise<Missing[]> {
  const people = await Promise.all(recipients.map(identified));
  const ids = [...new Set(nodes.map((node) => node.id))];
  const found = await Promise.all(ids.map(async (id) => ({ id, access: await accessTo(id) })));
  return found.flatMap(({ id, access }) => {
    if (!access) return [];
    const lacking = people.filter((one) => !access.emails.has(one.email.toLowerCase()));
    const inside = lacking.filter((one) => one.id && !access.domains);
    const outside = access.isOpen ? [] : lacking.filter((one) => !one.id).map((one) => one.email);
    if (inside.length + outside.length === 0) return [];
    return [{ node: id, name: access.name, mayShare: access.mayShare, people: inside, outside }];
  });
}

/** Let colleagues open a file. */
export async function giveAccess({ node, people }: Missing): Promise<void> {
  if (people.length === 0) return;
  const body = { principals: people.map((one) => one.id), role: 'viewer' as const };
  await call(api.POST('/api/v1/drive/nodes/{id}/grants', { ...byId(node), body }));
}

/** An address at which anybody can open the file. */
export async function openLink(node: string): Promise<string> {
  const made = await call(
    api.POST('/api/v1/drive/nodes/{id}/links', { ...byId(node), body: { role: 'viewer' } }),
  );
  return `${window.location.origin}/s/${made.token}`;
}
