/** Reads what was dropped or chosen: files with the folders they lie in. */

export interface Incoming {
  file: File;
  /** Folders from the top: ["Photos", "2024"]. */
  folders: string[];
}

/** Files of a "choose a folder" field carry their place in `webkitRelativePath`. */
export const fromChooser = (files: readonly File[]): Incoming[] =>
  files.map((file) => ({ file, folders: file.webkitRelativePath.split('/').slice(0, -1) }));

/**
 * Files and whole folders of a drop. The entries must be taken while the event lasts, so this
 * starts at once and reads the folders afterwards.
 */
export function fromDrop(transfer: DataTransfer): Promise<Incoming[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null))
    return Promise.resolve(fromChooser([...transfer.files]));
  return collect(
    entries.filter((entry) => entry !== null),
    [],
  );
}

async function collect(entries: readonly FileSystemEntry[], above: string[]): Promise<Incoming[]> {
  const found: Incoming[] = [];
  for (const entry of entries) {
    if (isFile(entry)) found.push({ file: await fileOf(entry), folders: above });
    else if (isFolder(entry)) {
      found.push(...(await collect(await inside(entry), [...above, entry.name])));
    }
  }
  return found;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A reader answers in portions until it answers nothing. */
async function inside(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return found;
    found.push(...portion);
  }
}
