import { type ReactElement, useId } from 'react';
import {
  curvePath,
  OVERHANG,
  type PlotArea,
  POINTS_WITH_DOTS,
  pixelX,
  pixelY,
} from './curvePath.ts';
import type { PlotLine, PlotModel } from './plotModel.ts';

/**
 * The curves, inside Recharts' surface and in its classes. Recharts' own <Line> builds several
 * objects for every point at every drawing, for labels that we do not have: with twelve curves of a
 * thousand points that was two thirds of the page's time. Return to <Line> once it no longer does.
 */
export function Curves({ model }: { model: PlotModel }): ReactElement {
  const clip = useId();
  const { area, lines } = model;
  return (
    <g>
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
          <Curve key={line.series.id} line={line} area={area} />
        ))}
      </g>
    </g>
  );
}

function Curve({ line, area }: { line: PlotLine; area: PlotArea }): ReactElement {
  const { series, points } = line;
  const { color, width, opacity, dash } = series.appearance;
  const dots = points.length <= POINTS_WITH_DOTS ? points : [];
  return (
    <g className="recharts-line" opacity={opacity}>
      <path
        className="recharts-curve recharts-line-curve"
        d={curvePath(points, area)}
        fill="none"
        stroke={color}
        strokeWidth={width}
        strokeLinejoin="round"
        strokeDasharray={dash ?? undefined}
      />
      {dots.map(({ x, y }) =>
        y === null ? null : (
          <circle
            key={x}
            cx={pixelX(area, x)}
            cy={pixelY(area, y)}
            r={width / 2 + 0.75}
            fill={color}
          />
        ),
      )}
    </g>
  );
}
