import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { formatCount, formatNumber, formatPercent } from '../format.ts';
import { useLab, useView } from '../stores.ts';
import { type Finding, findingsOf } from './findings.ts';
import styles from './guide.module.css';

/** What this very race has shown so far. Not in the live region: it changes with every iteration. */
export function RaceFindings(): ReactElement | null {
  const race = useLab((state) => state.race);
  const [, change] = useView();
  const findings = findingsOf(race);
  if (findings.length === 0) return null;
  return (
    <>
      <p className={styles.count}>In your race</p>
      <ul className={styles.list}>
        {findings.map((finding) => (
          <li key={finding.key}>{sentence(finding)}</li>
        ))}
      </ul>
      <Button
        size="xs"
        variant="default"
        className={styles.does}
        onClick={() => change({ tab: 'how' })}
      >
        See an iteration block by block
      </Button>
    </>
  );
}

function sentence({ name, iterations, first, last, rises, accuracy }: Finding): ReactElement {
  const count = formatCount(iterations);
  return (
    <>
      <b>{name}</b>: F from {formatNumber(first)} to {formatNumber(last)} in {count}{' '}
      {iterations === 1 ? 'iteration' : 'iterations'};{' '}
      {rises === 0 ? 'it never rose' : `it rose in ${formatCount(rises)}`}
      {accuracy !== null && `. Test accuracy ${formatPercent(accuracy)}`}.
    </>
  );
}
