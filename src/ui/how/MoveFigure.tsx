import type { ReactElement } from 'react';
import { formatNumber } from '../format.ts';
import type { Moves, Outcome } from './blockFigures.ts';
import styles from './how.module.css';

const SIZE = { width: 320, height: 96, left: 34, right: 34 } as const;
const ROWS = { before: 34, step: 74 } as const;

interface MoveFigureProps {
  readonly moves: Moves;
  /** "W₂". */
  readonly name: string;
  readonly outcome: Outcome | null;
}

/** Nesterov's extrapolation of one block: the last move, ω_k times that, and the step that came of it, to one scale. */
export function MoveFigure({ moves, name, outcome }: MoveFigureProps): ReactElement {
  const { before, extrapolation, step } = moves;
  const longest = before + Math.max(extrapolation, step, 0);
  if (longest === 0)
    return (
      <p className={styles.quiet}>{name} has not moved, and so there is nothing to extrapolate.</p>
    );
  const scale = (SIZE.width - SIZE.left - SIZE.right) / longest;
  const at = (length: number) => SIZE.left + length * scale;
  const rejected = outcome === 'taken-again';
  const target = rejected ? `, but ${name} was taken again from ${name}ᵏ` : '';
  return (
    <figure className={styles.moves}>
      <svg
        role="img"
        aria-label={`The moves of ${name}`}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        className={styles.moveSvg}
      >
        <path d={`M${at(0)} ${ROWS.before}H${at(before)}`} className={styles.lastMove} />
        <path
          d={`M${at(before)} ${ROWS.before}H${at(before + extrapolation)}`}
          className={styles.ahead}
          data-rejected={rejected || undefined}
        />
        <path d={`M${at(before)} ${ROWS.before}V${ROWS.step}`} className={styles.plumb} />
        <path d={`M${at(before)} ${ROWS.step}H${at(before + step)}`} className={styles.thisMove} />
        <Mark x={at(0)} y={ROWS.before} text={`${name}ᵏ⁻¹`} side="above" />
        <Mark x={at(before + extrapolation)} y={ROWS.before} text={`+ ω`} side="above" />
        <Mark x={at(before)} y={ROWS.before} text={`${name}ᵏ`} side="below" />
        <Mark x={at(before + step)} y={ROWS.step} text={`${name}ᵏ⁺¹`} side="below" />
      </svg>
      <figcaption className={styles.quiet}>
        The last move was {formatNumber(before)} long; extrapolation put the step’s start another{' '}
        {formatNumber(extrapolation)} ahead{target}. In all this block moved {formatNumber(step)}.
        Lengths are to scale; directions are not recorded.
      </figcaption>
    </figure>
  );
}

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly side: 'above' | 'below';
}

function Mark({ x, y, text, side }: MarkProps): ReactElement {
  return (
    <>
      <circle cx={x} cy={y} r={3.5} className={styles.markDot} />
      <text x={x} y={side === 'above' ? y - 10 : y + 18} className={styles.markName}>
        {text}
      </text>
    </>
  );
}
