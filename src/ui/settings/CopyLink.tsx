import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Settings } from '../../settings/settings.ts';
import { linkTo } from '../store/urlLink.ts';
import { useSettings } from '../stores.ts';
import styles from './settings.module.css';

/** Copies a link to the settings of the form; where the clipboard is refused it shows the link. */
export function CopyLink(): ReactElement {
  const settings = useSettings((state) => state.settings);
  const correct = useSettings((state) => Object.keys(state.problems).length === 0);
  const [done, setDone] = useState<{ settings: Settings; copied: boolean } | null>(null);
  // What was copied is no longer the form's once a setting changed.
  const shown = correct && done?.settings === settings ? done : null;
  const link = linkTo(settings, location.href);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setDone({ settings, copied: true });
    } catch {
      setDone({ settings, copied: false });
    }
  }

  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        disabled={!correct}
        title={correct ? 'A link that opens these settings' : 'Correct the marked settings first'}
        onClick={() => void copy()}
      >
        Copy link
      </Button>
      <div className={styles.copied} aria-live="polite">
        {shown?.copied && 'Copied'}
        {shown && !shown.copied && (
          <TextInput
            size="xs"
            label="The browser refused the clipboard: copy the link here"
            readOnly
            value={link}
            ref={(field) => field?.select()}
          />
        )}
        {shown && settings.dataset === 'files' && ' (your files do not travel with the link)'}
      </div>
    </>
  );
}
