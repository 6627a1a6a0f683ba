import { Alert } from '@mantine/core';
import type { ReactElement } from 'react';
import { WarningIcon } from '../icons.tsx';
import { SweepBar } from './SweepBar.tsx';
import { SweepForm } from './SweepForm.tsx';
import { SweepResults } from './SweepResults.tsx';
import styles from './sweep.module.css';
import { useSweep } from './sweepContext.ts';

/** How the results hang on two settings: the form of a sweep, or the sweep that was started. */
export function SweepView(): ReactElement {
  const sweep = useSweep((state) => state.sweep);
  return (
    <div className={styles.view}>
      <Problems />
      {sweep ? (
        <>
          <SweepBar sweep={sweep} />
          <SweepResults sweep={sweep} />
        </>
      ) : (
        <SweepForm />
      )}
    </div>
  );
}

function Problems(): ReactElement {
  const problem = useSweep((state) => state.problem);
  const forgetful = useSweep((state) => !state.remembered && state.sweep !== null);
  return (
    <>
      {problem && (
        <Alert color="red" variant="default" icon={<WarningIcon />} role="alert">
          {problem}
        </Alert>
      )}
      {forgetful && (
        <Alert color="yellow" variant="default" icon={<WarningIcon />} role="note">
          This browser does not let the sweep be stored: a reload of the page will lose it.
        </Alert>
      )}
    </>
  );
}
