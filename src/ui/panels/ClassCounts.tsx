import type { ReactElement } from 'react';
import { formatCount } from '../format.ts';
import styles from './panels.module.css';

interface ClassCountsProps {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

/** More bars than these leave no room for a name below each. */
const BARS_WITH_NAMES = 16;

/** Training samples of each class, as bars from zero: an uneven subset is seen at once. */
export function ClassCounts({ names, counts }: ClassCountsProps): ReactElement {
  const most = Math.max(1, ...counts);
  const words = names.map((name, index) => `${name}: ${formatCount(counts[index] ?? 0)}`);
  return (
    <figure className={styles.classes} aria-label="Training images per class">
      <figcaption>Training images per class</figcaption>
      <div role="img" aria-label={words.join(', ')} className={styles.bars}>
        {names.map((name, index) => (
          <div key={name} title={words[index]} className={styles.bar}>
            <div className={styles.barBox}>
              <div style={{ height: `${((counts[index] ?? 0) / most) * 100}%` }} />
            </div>
            {names.length <= BARS_WITH_NAMES && <span>{name}</span>}
            {names.length <= 10 && <small>{counts[index] ?? 0}</small>}
          </div>
        ))}
      </div>
    </figure>
  );
}
