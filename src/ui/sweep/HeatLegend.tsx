import type { ReactElement } from 'react';
import type { FigureWords } from './cellWords.ts';
import styles from './heatMap.module.css';
import { cssColour, type HeatScale, heatColour } from './heatScale.ts';

/** Colours of the bar; more would not be seen. */
const STOPS = 11;

interface HeatLegendProps {
  readonly scale: HeatScale | null;
  readonly words: FigureWords;
}

/** What the colours of the map mean. */
export function HeatLegend({ scale, words }: HeatLegendProps): ReactElement {
  return (
    <div className={styles.legend}>
      {scale && (
        <span className={styles.legendScale}>
          <span>{words.brief(scale.low)}</span>
          <span
            className={styles.bar}
            style={{ background: gradient(scale.better) }}
            aria-hidden="true"
          />
          <span>{words.brief(scale.high)}</span>
          <span className={styles.quiet}>
            lighter is better{scale.logarithmic && ', logarithmic'}
          </span>
        </span>
      )}
      <span className={styles.key}>
        <span className={styles.swatch} data-kind="diverged" aria-hidden="true" /> diverged
      </span>
      <span className={styles.key}>
        <span className={styles.swatch} data-active aria-hidden="true" /> in training
      </span>
    </div>
  );
}

/** From the lowest value to the highest. */
function gradient(better: HeatScale['better']): string {
  const stops = Array.from({ length: STOPS }, (_, index) => {
    const share = index / (STOPS - 1);
    return cssColour(heatColour(better === 'higher' ? share : 1 - share));
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
