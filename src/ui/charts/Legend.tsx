import type { ReactElement } from 'react';
import type { ChartSpec, Series } from './chartSpec.ts';
import styles from './charts.module.css';
import { byGroup } from './grouping.ts';
import { readings } from './inspection.ts';
import { Swatch } from './Swatch.tsx';

/** More curves or groups than these would take the chart's room for their values; the tooltip has them. */
const CURVES_WITH_VALUES = 4;
const GROUPS_WITH_VALUES = 3;

/** Names the curves and gives their values: at the place looked at, else the newest. */
export function Legend({ spec, x }: { spec: ChartSpec; x: number | null }): ReactElement {
  const groups = byGroup(spec.series, (series) => series);
  const many = spec.series.length > CURVES_WITH_VALUES || groups.length > GROUPS_WITH_VALUES;
  return (
    <ul className={styles.legend}>
      {!(many && spec.namedAbove) && <Names spec={spec} x={x} />}
      {spec.raised.length > 0 && (
        <li className={styles.legendPart}>
          <span className={styles.raisedKey} aria-hidden="true" />F raised
        </li>
      )}
      {bandTexts(spec).map((text) => (
        <li key={text} className={styles.legendPart}>
          <span className={styles.bandKey} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What the shades are, once for all curves that have the same. */
function bandTexts({ series }: ChartSpec): readonly string[] {
  return [...new Set(series.flatMap(({ band }) => (band ? [band.words] : [])))];
}

function Names({ spec, x }: { spec: ChartSpec; x: number | null }): ReactElement {
  const values = new Map(readings(spec, x).map((reading) => [reading.series.id, reading.value]));
  return (
    <>
      {byGroup(spec.series, (series) => series).map(({ key, name, members }) => (
        <li key={key}>
          {members.length === 1 && <Swatch appearance={(members[0] as Series).appearance} />}
          <span className={styles.legendName}>{name}</span>
          {members.map((series) => (
            <span key={series.id} className={styles.legendValue}>
              {series.part && (
                <>
                  <Swatch appearance={series.appearance} />
                  <span className={styles.legendPart}>{series.part}</span>
                </>
              )}
              {formatted(spec, values.get(series.id))}
            </span>
          ))}
        </li>
      ))}
    </>
  );
}

function formatted(spec: ChartSpec, value: number | undefined): string {
  return value === undefined ? '–' : spec.format(value);
}
