import { memo, type ReactElement, Suspense } from 'react';
import { Curves } from './Curves.tsx';
import { LazyAxes } from './lazyAxes.ts';
import type { PlotModel } from './plotModel.ts';

/** Axes and curves; knows nothing of the pointer, so that it is drawn once per batch of records. */
export const Plot = memo(function Plot({ model }: { model: PlotModel }): ReactElement {
  return (
    <>
      <Suspense fallback={null}>
        <LazyAxes model={model} />
      </Suspense>
      <Curves model={model} />
    </>
  );
});
