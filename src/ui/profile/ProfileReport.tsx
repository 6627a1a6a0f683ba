import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { download } from '../export/download.ts';
import { formatCount, formatNumber } from '../format.ts';
import type { ProfiledRun } from '../store/lab.ts';
import { lastRecord } from '../store/labState.ts';
import { ProfileTable } from './ProfileTable.tsx';
import styles from './profile.module.css';
import { profileCsv, profileJson } from './profileFiles.ts';

/** A profile: of what it is, its table, how to read it, and its files. */
export function ProfileReport({ profiled }: { profiled: ProfiledRun }): ReactElement {
  const { run, profile } = profiled;
  const { size, repetitions, gflops } = profile.peak;
  const evaluated = lastRecord(run)?.forward != null;
  return (
    <>
      <div>
        <h3 className={styles.caption}>
          <Swatch appearance={runAppearance(run.marks.look)} /> Iteration{' '}
          {formatCount(profile.iteration)} of {run.marks.name}
          {evaluated && ', with the evaluation of the network after it'}
        </h3>
        <p className={styles.quiet}>
          {run.origin.device.description}. Measured peak:{' '}
          <b data-testid="profile-peak" data-value={gflops}>
            {formatNumber(gflops, 3)} GFLOP/s
          </b>
          , the best of {COUNTED[repetitions] ?? repetitions} {size}×{size}×{size} products.
        </p>
      </div>
      <ProfileTable profile={profile} />
      <HowToRead />
      <Files profiled={profiled} />
    </>
  );
}

const COUNTED: Readonly<Record<number, string>> = { 3: 'three' };

function HowToRead(): ReactElement {
  return (
    <div className={styles.quiet}>
      <p>
        Every kernel ran in a pass of its own, and the iteration took longer for it; the curves over
        time contain that. Shares are of the time of all dispatches, without the gaps between them.
      </p>
      <p>
        Browsers round timestamps to about 0.1 ms: a short kernel shows 0 or 0.1 ms, and only the
        sum over many of them is right on average. Kernels of a branch that was not taken are
        recorded too and take next to no time. So the rate is that of the products which took
        clearly longer than the clock’s step, and not so short that they would beat the peak twice
        over; “3 of 15” says how many, and “–” that none did.
      </p>
    </div>
  );
}

function Files({ profiled }: { profiled: ProfiledRun }): ReactElement {
  const save = (suffix: string, type: string, text: string) =>
    download(`dlam-lab-profile${suffix}`, new Blob([text], { type }));
  return (
    <div className={styles.files}>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => save('.csv', 'text/csv', profileCsv(profiled))}
      >
        Download CSV
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => save('.json', 'application/json', profileJson(profiled))}
      >
        Download JSON
      </Button>
    </div>
  );
}
