import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../dialog/Dialog.tsx';
import { useLab, useStores } from '../stores.ts';
import { useWideScreen } from '../useWideScreen.ts';
import { ProfileBar } from './ProfileBar.tsx';
import { ProfileReport } from './ProfileReport.tsx';
import styles from './profile.module.css';
import { obstacleOn } from './profileAction.ts';
import { profileStoreOf } from './profileStore.ts';

interface ProfileDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Where the time of an iteration goes, kernel by kernel. */
export function ProfileDialog({ opened, onClose }: ProfileDialogProps): ReactElement {
  const wide = useWideScreen();
  return (
    <Dialog
      title="Profile of an iteration"
      opened={opened}
      onClose={onClose}
      size="920px"
      fullScreen={!wide}
    >
      <Content />
    </Dialog>
  );
}

function Content(): ReactElement {
  const { lab } = useStores();
  const device = useLab((state) => state.device);
  const { shown, problem } = useStore(profileStoreOf(lab));
  const obstacle = device && obstacleOn(device);
  return (
    <div className={styles.content}>
      {obstacle ? <p className={styles.obstacle}>{obstacle}</p> : <ProfileBar />}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {shown ? <ProfileReport profiled={shown} /> : !obstacle && <Empty />}
    </div>
  );
}

function Empty(): ReactElement {
  return (
    <p className={styles.quiet}>
      No profile yet. One iteration is trained, with a timestamp before and after every kernel; its
      point is in the curves like that of any other. The first profile also measures what rate the
      device reaches in large products.
    </p>
  );
}
