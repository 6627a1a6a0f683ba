import type { ReactElement } from 'react';
import { formatCount } from '../format.ts';
import styles from './dataset.module.css';

interface ClassListProps {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

/** Lines beyond these make the page slow and nobody wiser. */
const LINES = 200;

/** Many classes, or such with long names: a line each, in a box that scrolls. */
export function ClassList({ names, counts }: ClassListProps): ReactElement {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const least = counts.reduce((a, b) => Math.min(a, b), most);
  const missing = counts.filter((count) => count === 0).length;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <ul className={styles.classList} tabIndex={0} aria-label="Training samples per class">
        {names.slice(0, LINES).map((name, index) => (
          <li key={name}>
            <span title={name}>{name}</span>
            <div style={{ width: `${((counts[index] ?? 0) / most) * 100}%` }} />
            <span>{formatCount(counts[index] ?? 0)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.range}>
        {formatCount(names.length)} classes, {formatCount(least)} to {formatCount(most)} each
        {missing > 0 && `; ${formatCount(missing)} without a training sample`}
        {names.length > LINES && `; the first ${LINES} are listed`}
      </p>
    </>
  );
}
