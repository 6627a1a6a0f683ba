import { Button } from '@mantine/core';
import { type ReactElement, useRef } from 'react';
import { formatBytes } from '../format.ts';
import { FileIcon } from '../icons.tsx';
import { useLab, useStores } from '../stores.ts';
import styles from './settings.module.css';

/** Chooses IDX files; they can also be dropped anywhere on the page. */
export function FilePicker(): ReactElement {
  const { lab } = useStores();
  const files = useLab((state) => state.files);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.files}>
      <p>
        Drop images and labels as IDX files anywhere on this page (.gz too). They stay on your
        machine.
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
        aria-label="IDX files"
        data-testid="idx-files"
        onChange={(event) => {
          void lab.addFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
