import { VisuallyHidden } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { IterationProfile, KernelUse } from '../../model/iterationProfile.ts';
import { formatCount, formatNumber } from '../format.ts';
import styles from './profile.module.css';
import { figuresOf, type ProfileFigures, totalsOf } from './profileFigures.ts';

/** The sums of an iteration, then its kernels, longest first. */
export function ProfileTable({ profile }: { profile: IterationProfile }): ReactElement {
  const { products, others, all, ofWall } = totalsOf(profile);
  return (
    <table className={styles.table}>
      <caption>
        <VisuallyHidden>Kernels of the iteration</VisuallyHidden>
      </caption>
      <Head />
      <tbody className={styles.sums}>
        <SumRow name="Products" figures={products} />
        <SumRow name="Everything else" figures={others} />
        <SumRow name="All dispatches" figures={all} />
        <tr data-testid="profile-wall" data-ms={profile.wallMs}>
          <RowHead name="Wall time" />
          <td className={styles.extra} />
          <td className={styles.extra} />
          <td>{formatMs(profile.wallMs)}</td>
          <td colSpan={3} className={styles.ofWall}>
            {formatShare(ofWall)} of it in kernels
          </td>
        </tr>
      </tbody>
      <tbody>
        {profile.kernels.map((use) => (
          <KernelRow
            key={`${use.kernel} ${use.detail}`}
            use={use}
            figures={figuresOf(profile, [use])}
          />
        ))}
      </tbody>
    </table>
  );
}

function Head(): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col">Kernel</th>
        <th scope="col" className={styles.extra}>
          What it computed
        </th>
        <th scope="col" className={styles.extra}>
          Dispatches
        </th>
        <th scope="col">ms</th>
        <th scope="col">Share</th>
        <th scope="col">GFLOP/s</th>
        <th scope="col">of peak</th>
      </tr>
    </thead>
  );
}

/** The name, and below it what a narrow screen has no column for. */
function RowHead({ name, below = [] }: { name: ReactNode; below?: readonly string[] }) {
  return (
    <th scope="row">
      {name}
      {below.map((line) => (
        <span key={line} className={styles.below}>
          {line}
        </span>
      ))}
    </th>
  );
}

interface SumRowProps {
  readonly name: string;
  readonly figures: ProfileFigures;
}

function SumRow({ name, figures }: SumRowProps): ReactElement {
  const count = formatCount(figures.dispatches);
  return (
    <tr data-testid={`profile-sum-${name}`} {...dataOf(figures)}>
      <RowHead name={name} below={[dispatchesText(count)]} />
      <td className={styles.extra} />
      <td className={styles.extra}>{count}</td>
      <FigureCells {...figures} />
    </tr>
  );
}

interface KernelRowProps {
  readonly use: KernelUse;
  readonly figures: ProfileFigures;
}

function KernelRow({ use, figures }: KernelRowProps): ReactElement {
  const { kernel, detail, dispatches, timed } = use;
  const count = formatCount(dispatches);
  const partly = timed !== null && timed.dispatches < dispatches;
  const counted = partly ? `${formatCount(timed.dispatches)} of ${count}` : count;
  return (
    <tr data-testid="profile-kernel" data-kernel={kernel} {...dataOf(figures)}>
      <RowHead
        name={<code>{kernel}</code>}
        below={[...(detail ? [detail] : []), dispatchesText(counted)]}
      />
      <td className={`${styles.extra} ${styles.detail}`}>{detail}</td>
      <td
        className={styles.extra}
        title={partly ? 'Those that the rate follows from, of all that were recorded' : undefined}
      >
        {counted}
      </td>
      <FigureCells {...figures} />
    </tr>
  );
}

function FigureCells({ milliseconds, share, gflops, ofPeak }: ProfileFigures): ReactElement {
  return (
    <>
      <td>{formatMs(milliseconds)}</td>
      <td className={styles.share}>
        <span className={styles.bar} aria-hidden="true">
          <span style={{ width: `${100 * share}%` }} />
        </span>
        <span className={styles.percent}>{formatShare(share)}</span>
      </td>
      <td>{gflops === null ? '–' : formatNumber(gflops, 3)}</td>
      <td>{ofPeak === null ? '–' : formatShare(ofPeak)}</td>
    </>
  );
}

function dispatchesText(count: string): string {
  return count === '1' ? '1 dispatch' : `${count} dispatches`;
}

/** For the tests, in full precision. */
function dataOf({ milliseconds, share, gflops }: ProfileFigures) {
  return { 'data-ms': milliseconds, 'data-share': share, 'data-gflops': gflops ?? '' };
}

const MILLISECONDS = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** Two decimals: a tenth of the steps that browsers round to. */
function formatMs(milliseconds: number): string {
  return MILLISECONDS.format(milliseconds);
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
