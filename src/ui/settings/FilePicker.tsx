import { Button } from '@mantine/core';
import { type ReactElement, useRef } from 'react';
import { formatBytes } from '../format.ts';
import { FileIcon } from '../icons.tsx';
import { FILE_PROBLEM } from '../store/chosenFiles.ts';
import type { LabState } from '../store/labState.ts';
import { takeFiles } from '../store/takeFiles.ts';
import { useLab, useStores } from '../stores.ts';
import styles from './settings.module.css';

/**
 * Chooses the user's data; files can also be dropped anywhere on the page. The dialogue offers all files, for those of IDX
 * have no common extension.
 */
export function FilePicker(): ReactElement {
  const stores = useStores();
  const { lab } = stores;
  const files = useLab((state) => state.files);
  const problem = useLab(newestProblem);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.files}>
      <p>
        Drop IDX images and labels, a CSV table or an .npz archive anywhere on this page (.gz too),
        all files of a data set at once. They stay on your machine.
      </p>
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <li key={file.name}>
              <span title={file.name}>{file.name}</span> <span>{formatBytes(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
      {problem && <p className={styles.fileProblem}>{problem}</p>}
      <div className={styles.fileButtons}>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<FileIcon />}
          onClick={() => input.current?.click()}
        >
          Choose files
        </Button>
        {files.length > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={lab.clearFiles}>
            Forget them
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Data files"
        data-testid="data-files"
        onChange={(event) => {
          void takeFiles([...(event.currentTarget.files ?? [])], stores);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

/** What is wrong with the files chosen last, where the user chose them; the notice above the charts announces it. */
function newestProblem({ errors }: LabState): string | null {
  const found = errors.findLast(({ error }) => error.name === FILE_PROBLEM);
  return found?.error.message ?? null;
}
