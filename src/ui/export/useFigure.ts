import { useCallback, useLayoutEffect, useRef } from 'react';
import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import type { Domain } from '../charts/scale.ts';

/** What is on the screen, for a file. */
export interface Figure {
  readonly spec: ChartSpec;
  readonly xAxis: XAxis;
  /** Shown of the vertical axis, in display space; null for what fits the curves. */
  readonly yWindow: Domain | null;
}

/** Always the same function for the newest figure: a button that is given it need not follow every record. */
export function useFigure(
  spec: ChartSpec,
  xAxis: XAxis,
  yWindow: Domain | null = null,
): () => Figure {
  const newest = useRef<Figure>({ spec, xAxis, yWindow });
  useLayoutEffect(() => {
    newest.current = { spec, xAxis, yWindow };
  }, [spec, xAxis, yWindow]);
  return useCallback(() => newest.current, []);
}
