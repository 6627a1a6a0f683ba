import type { ReactElement } from 'react';
import { ClassList } from '../dataset/ClassList.tsx';
import { formatCount } from '../format.ts';
import styles from './panels.module.css';

interface ClassCountsProps {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

/** More bars than these, or longer names below them, leave no room beside each other. */
const MOST_BARS = 10;
const LONGEST_NAME = 3;

/** Training samples of each class, as bars from zero: an uneven subset is seen at once. */
export function ClassCounts({ names, counts }: ClassCountsProps): ReactElement {
  const fits = names.length <= MOST_BARS && names.every((name) => name.length <= LONGEST_NAME);
  return (
    <figure className={styles.classes} aria-label="Training samples per class">
      <figcaption>Training samples per class</figcaption>
      {fits ? <Bars names={names} counts={counts} /> : <ClassList names={names} counts={counts} />}
    </figure>
  );
}

function Bars({ names, counts }: ClassCountsProps): ReactElement {
  const most = Math.max(1, ...counts);
  const words = names.map((name, index) => `${name}: ${formatCount(counts[index] ?? 0)}`);
  return (
    <div role="img" aria-label={words.join(', ')} className={styles.bars}>
      {names.map((name, index) => (
        <div key={name} title={words[index]} className={styles.bar}>
          <div className={styles.barBox}>
            <div style={{ height: `${((counts[index] ?? 0) / most) * 100}%` }} />
          </div>
          <span>{name}</span>
          <small>{counts[index] ?? 0}</small>
        </div>
      ))}
    </div>
  );
}
