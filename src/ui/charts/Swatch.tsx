import type { ReactElement } from 'react';
import type { Appearance } from './appearance.ts';

/** The stroke of a curve as it is drawn. */
export function Swatch({ appearance }: { appearance: Appearance }): ReactElement {
  const { color, width, opacity, dash } = appearance;
  return (
    <svg width="28" height="10" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1="0"
        y1="5"
        x2="28"
        y2="5"
        stroke={color}
        strokeWidth={width}
        strokeOpacity={opacity}
        strokeDasharray={dash ?? undefined}
      />
    </svg>
  );
}
