/** Files too large to be mailed go into Drive, and a link to each into the text. */
import { lazy, Suspense, useState, type ReactNode } from 'react';

const BigFilesDialog = lazy(() => import('./BigFilesDialog'));

interface BigFiles {
  take: (files: readonly File[]) => void;
  dialog: ReactNode;
}

export function useBigFiles(key: string): BigFiles {
  const [files, setFiles] = useState<readonly File[]>([]);
  const dialog = files.length > 0 && (
    <Suspense>
      <BigFilesDialog composeKey={key} files={files} onClose={() => setFiles([])} />
    </Suspense>
  );
  return { take: (more) => more.length && setFiles(more), dialog };
}
