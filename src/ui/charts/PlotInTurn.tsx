import { type ComponentType, type ReactElement, useMemo } from 'react';
import type { Size } from '../useElementSize.ts';
import { useInTurn } from '../useInTurn.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import type { Domain } from './scale.ts';

/** What settles what stands within a chart's frame. */
export interface PlotProps {
  readonly spec: ChartSpec;
  /** The part of the axis that is shown. */
  readonly xAxis: XAxis;
  readonly whole: XAxis;
  readonly yWindow: Domain | null;
  readonly size: Size;
}

/** Follows the newest figures when its turn comes. */
export function PlotInTurn({
  Drawn,
  spec,
  xAxis,
  whole,
  yWindow,
  size,
}: PlotProps & { readonly Drawn: ComponentType<PlotProps> }): ReactElement | null {
  const newest = useMemo(
    () => ({ spec, xAxis, whole, yWindow, size }),
    [spec, xAxis, whole, yWindow, size],
  );
  const shown = useInTurn(newest);
  return shown && <Drawn {...shown} />;
}
