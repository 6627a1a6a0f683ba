import { Alert, Button } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import type { ReportedError } from '../model/reportedError.ts';
import { formatBytes } from './format.ts';
import { InterruptedNotice } from './InterruptedNotice.tsx';
import { InfoIcon, WarningIcon } from './icons.tsx';
import styles from './layout.module.css';
import { UpdateNotice } from './offline/UpdateNotice.tsx';
import { useLab, useStores } from './stores.ts';

/** What the user should know before reading the charts: errors first, then what is not as asked. */
export function Notices(): ReactElement | null {
  const { lab, offline } = useStores();
  const update = useStore(offline.store, (state) => state.update);
  const errors = useLab((state) => state.errors);
  const device = useLab((state) => state.device?.notice ?? null);
  const dataset = useLab((state) => state.dataset?.notice ?? null);
  const downloadBytes = useLab((state) => state.dataset?.downloadBytes ?? null);
  const loading = useLab((state) => state.loading !== null);
  const interrupted = useLab((state) => state.interrupted);
  if (errors.length === 0 && !device && !dataset && !interrupted && !update) return null;
  return (
    <div className={styles.notices}>
      {errors.map(({ id, error }) => (
        <Alert
          key={id}
          color="red"
          variant="default"
          className={styles.error}
          icon={<WarningIcon />}
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={() => lab.dismissError(id)}
          role="alert"
        >
          {sentence(error)}
        </Alert>
      ))}
      {update && <UpdateNotice />}
      {interrupted && <InterruptedNotice race={interrupted} />}
      {dataset && (
        <Notice key={dataset} text={dataset}>
          {downloadBytes !== null && (
            <Button size="xs" disabled={loading} onClick={() => void lab.downloadMnist()}>
              Download MNIST ({formatBytes(downloadBytes)})
            </Button>
          )}
        </Notice>
      )}
      {device && <Notice key={device} text={device} />}
    </div>
  );
}

/** A notice that can be put away, with what can be done; another sentence shows again. */
function Notice({ text, children }: { text: string; children?: ReactNode }): ReactElement | null {
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <Alert
      color="yellow"
      variant="default"
      className={styles.notice}
      icon={<InfoIcon />}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={() => setDismissed(true)}
      role="note"
    >
      {text}
      {children && <div className={styles.noticeActions}>{children}</div>}
    </Alert>
  );
}

/** Names what the error is about where the message does not. */
function sentence({ name, label, message }: ReportedError): string {
  const isFile = name === 'DatasetFormatError' && label !== null;
  return isFile && !message.includes(label) ? `${label}: ${message}` : message;
}
