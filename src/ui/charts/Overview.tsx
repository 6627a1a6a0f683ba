import { type ReactElement, useMemo } from 'react';
import { useElementSize } from '../useElementSize.ts';
import styles from './brush.module.css';
import { Curves } from './Curves.tsx';
import type { ChartSpec, Series, XAxis } from './chartSpec.ts';
import { plotModel } from './plotModel.ts';

const NO_MARGIN = { left: 0, right: 0, top: 3, bottom: 3 } as const;
/** More curves are a smear at this height. */
const MOST_CURVES = 8;

/** The curves of a chart in miniature, for orientation only. */
export function Overview({ spec, xAxis }: { spec: ChartSpec; xAxis: XAxis }): ReactElement {
  const [box, size] = useElementSize();
  const model = useMemo(() => {
    if (!size || size.width < 1 || size.height < 1) return null;
    const series = spec.series.slice(0, MOST_CURVES).map(fine);
    const small = { ...spec, series, raised: [], yDomain: null };
    return plotModel(small, xAxis, size.width, size.height, { margin: NO_MARGIN });
  }, [spec, xAxis, size]);
  return (
    <div ref={box} className={styles.overview}>
      {model && <Curves model={model} />}
    </div>
  );
}

function fine({ id, group, part, appearance, columns }: Series): Series {
  const line = { ...appearance, width: 1, opacity: 1, dash: null };
  return { id, group, part, appearance: line, columns };
}
