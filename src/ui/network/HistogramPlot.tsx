import type { ReactElement } from 'react';
import type { Histogram } from '../../worker/protocol.ts';
import { formatCount, formatNumber, formatPercent } from '../format.ts';
import plotStyles from './distributions.module.css';

export type CountScale = 'linear' | 'log';

interface HistogramPlotProps {
  readonly histogram: Histogram;
  /** ε where ±ε are marked. */
  readonly band: number | null;
  readonly name: 'values' | 'residual' | 'gap';
  readonly layer: number;
  readonly counts: CountScale;
}

/** Of the drawing, in its own units; CSS fits it to its room. */
const WIDTH = 300;
const HEIGHT = 96;
/** Nearer to an end its own number has the room. */
const EDGE_SHARE = 0.2;
/** An axis that has to show ε reaches a little beyond it. */
const BEYOND_BAND = 1.1;

/** Counts as bars over their values, with the figures that bars cannot show. */
export function HistogramPlot(props: HistogramPlotProps): ReactElement {
  const { histogram, band, name, layer, counts: countScale } = props;
  const { low, high, counts } = histogram;
  const [left, right] = axis(histogram, band);
  const x = (value: number) => (WIDTH * (value - left)) / (right - left);
  const most = Math.max(1, ...counts);
  const height = (count: number) =>
    HEIGHT * (countScale === 'linear' ? count / most : Math.log1p(count) / Math.log1p(most));
  const step = (high - low) / counts.length;
  const zero = -left / (right - left);
  return (
    <>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={plotStyles.plot}
        role="img"
        aria-label={spoken(histogram, band)}
        data-testid={`histogram-${layer}-${name}`}
        data-total={histogram.total}
        data-greatest={Math.max(Math.abs(histogram.least), Math.abs(histogram.greatest))}
      >
        {band !== null && (
          <rect
            x={x(-band)}
            width={x(band) - x(-band)}
            y="0"
            height={HEIGHT}
            className={plotStyles.band}
          />
        )}
        {[...counts].map((count, bin) => {
          const tall = height(count);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
              key={bin}
              x={x(low + bin * step)}
              width={Math.max(1, x(low + (bin + 1) * step) - x(low + bin * step) - 0.5)}
              y={HEIGHT - tall}
              height={tall}
              className={plotStyles.bin}
            />
          );
        })}
        {band !== null &&
          [-band, band].map((edge) => (
            <line
              key={edge}
              x1={x(edge)}
              x2={x(edge)}
              y1="0"
              y2={HEIGHT}
              className={plotStyles.edge}
            />
          ))}
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className={plotStyles.ground} />
      </svg>
      <div className={plotStyles.ends} aria-hidden="true">
        <span>{formatNumber(left, 3)}</span>
        {zero > EDGE_SHARE && zero < 1 - EDGE_SHARE && (
          <span className={plotStyles.zero} style={{ left: `${100 * zero}%` }}>
            0
          </span>
        )}
        <span>{formatNumber(right, 3)}</span>
      </div>
      <p className={plotStyles.moments}>
        mean {formatNumber(histogram.mean, 3)}, deviation {formatNumber(histogram.deviation, 3)}
        {histogram.zerosApart &&
          histogram.zeros > 0 &&
          `; ${formatPercent(histogram.zeros / histogram.total)} are exactly 0 and not drawn`}
      </p>
    </>
  );
}

/** The ends of the axis: those of the values, and of the band where it is wider. */
function axis({ low, high }: Histogram, band: number | null): readonly [number, number] {
  const reach = band === null ? 0 : BEYOND_BAND * band;
  const [left, right] =
    band === null ? [low, high] : [Math.min(low, -reach), Math.max(high, reach)];
  return right > left ? [left, right] : [left - 0.5, right + 0.5];
}

function spoken(histogram: Histogram, band: number | null): string {
  const { total, least, greatest, mean, deviation } = histogram;
  const marked = band === null ? '' : `; the band is ±${formatNumber(band, 3)}`;
  return `${formatCount(total)} values from ${formatNumber(least, 3)} to ${formatNumber(greatest, 3)}, mean ${formatNumber(mean, 3)}, standard deviation ${formatNumber(deviation, 3)}${marked}`;
}
