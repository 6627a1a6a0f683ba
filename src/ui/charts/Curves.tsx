import { memo, type ReactElement, useId } from 'react';
import type { Appearance } from './appearance.ts';
import styles from './charts.module.css';
import {
  bandPath,
  curvePath,
  OVERHANG,
  type PlotArea,
  POINTS_WITH_DOTS,
  pixelX,
  pixelY,
} from './curvePath.ts';
import type { PlotPoint } from './decimate.ts';
import type { PlotLine, PlotModel } from './plotModel.ts';
import { SeriesCache } from './seriesCache.ts';

/** Paths by their points; most curves are the same from one batch of records to the next. */
const paths = new SeriesCache<string>();

function areaKey({ left, top, width, height, x, y }: PlotArea): string {
  return [left, top, width, height, ...x, ...y].join(' ');
}

/**
 * The curves, over Recharts' axes and in its classes. Recharts' own <Line> builds several objects for every point
 * at every drawing, for labels that we do not have: with twelve curves of a thousand points that was two thirds of the
 * page's time. Return to <Line> once it no longer does. Curves that still grow lie over those that do not.
 */
export function Curves({ model }: { model: PlotModel }): ReactElement {
  const { lines } = model;
  const still = lines.filter(({ series }) => series.still);
  const growing = lines.filter(({ series }) => !series.still);
  return (
    <>
      {still.length > 0 && <Layer model={model} lines={still} className={styles.still} />}
      {growing.length > 0 && <Layer model={model} lines={growing} className={styles.curves} />}
    </>
  );
}

interface LayerProps {
  readonly model: PlotModel;
  readonly lines: readonly PlotLine[];
  readonly className: string | undefined;
}

function Layer({ model, lines, className }: LayerProps): ReactElement {
  const clip = useId();
  const { area, width, height } = model;
  return (
    <svg className={className} width={width} height={height} aria-hidden="true">
      <clipPath id={clip}>
        <rect
          x={area.left - OVERHANG}
          y={area.top - OVERHANG}
          width={area.width + 2 * OVERHANG}
          height={area.height + OVERHANG}
        />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {lines.toReversed().map((line) => (
          <Line key={line.series.id} line={line} area={area} />
        ))}
      </g>
    </svg>
  );
}

function Line({ line, area }: { line: PlotLine; area: PlotArea }): ReactElement {
  const { series, points, raw, bands } = line;
  const key = areaKey(area);
  const few = points.length <= POINTS_WITH_DOTS;
  return (
    <>
      {bands.map((band, index) => (
        <Shade
          // biome-ignore lint/suspicious/noArrayIndexKey: the range is first, then the quartiles.
          key={index}
          d={paths.get(band, key, () => bandPath(band, area))}
          color={series.appearance.color}
        />
      ))}
      <Curve
        d={paths.get(points, key, () => curvePath(points, area))}
        raw={raw && paths.get(raw, key, () => curvePath(raw, area))}
        appearance={series.appearance}
        dots={few ? points : null}
        area={few ? area : null}
      />
    </>
  );
}

const Shade = memo(function Shade({ d, color }: { d: string; color: string }): ReactElement {
  return <path className={styles.shade} data-band="" d={d} fill={color} />;
});

interface CurveProps {
  readonly d: string;
  readonly raw: string | null;
  readonly appearance: Appearance;
  /** The points that are shown each; null where there are many. */
  readonly dots: readonly PlotPoint[] | null;
  readonly area: PlotArea | null;
}

const Curve = memo(function Curve({ d, raw, appearance, dots, area }: CurveProps): ReactElement {
  const { color, width, opacity, dash } = appearance;
  return (
    <>
      {raw !== null && <path className={styles.raw} data-raw="" d={raw} stroke={color} />}
      <g className="recharts-line" opacity={opacity}>
        <path
          className="recharts-curve recharts-line-curve"
          d={d}
          fill="none"
          stroke={color}
          strokeWidth={width}
          strokeLinejoin="round"
          strokeDasharray={dash ?? undefined}
        />
        {area && dots && <Dots dots={dots} area={area} color={color} radius={width / 2 + 0.75} />}
      </g>
    </>
  );
}, sameCurve);

function sameCurve(before: CurveProps, after: CurveProps): boolean {
  const { color, width, opacity, dash } = before.appearance;
  const now = after.appearance;
  return (
    before.d === after.d &&
    before.raw === after.raw &&
    before.dots === after.dots &&
    color === now.color &&
    width === now.width &&
    opacity === now.opacity &&
    dash === now.dash
  );
}

interface DotsProps {
  readonly dots: readonly PlotPoint[];
  readonly area: PlotArea;
  readonly color: string;
  readonly radius: number;
}

function Dots({ dots, area, color, radius }: DotsProps): ReactElement[] {
  return dots.flatMap(({ x, y }) =>
    y === null
      ? []
      : [<circle key={x} cx={pixelX(area, x)} cy={pixelY(area, y)} r={radius} fill={color} />],
  );
}
