import { type ReactElement, useId } from 'react';
import { Help } from '../Help.tsx';
import { WarningIcon } from '../icons.tsx';
import type { LabRun } from '../store/labState.ts';
import { differingParts, START_PARTS } from './commonStart.ts';
import styles from './startLine.module.css';

/** Whether all runs start from the same bits, as they always should. */
export function StartLine({ runs }: { runs: readonly LabRun[] }): ReactElement | null {
  const labelId = useId();
  const differing = differingParts(runs);
  const common = runs[0]?.summary.common;
  if (!common) return null;
  const fair = differing.length === 0;
  return (
    <p className={styles.line} data-fair={fair}>
      {!fair && <WarningIcon />}
      <span id={labelId}>{words(runs.length, fair)}</span>
      {START_PARTS.map(({ key, name }, index) => (
        <span key={key} className={styles.part}>
          {name} {differing.includes(key) ? <b>differs</b> : <code>{common[key]}</code>}
          {index < START_PARTS.length - 1 && ' ·'}
        </span>
      ))}
      <Help labelId={labelId} text={<HashHelp />} width={300} />
    </p>
  );
}

function words(count: number, fair: boolean): string {
  if (count === 1) return 'Start:';
  return fair ? 'Same start for all:' : 'Not the same start for all:';
}

function HashHelp(): ReactElement {
  return (
    <>
      Short SHA-256 hashes: equal hashes, equal bits.
      {START_PARTS.map(({ key, name, help }) => (
        <span key={key} className={styles.covers}>
          <b>{name}</b> covers {help}.
        </span>
      ))}
    </>
  );
}
