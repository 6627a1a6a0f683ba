import { useComputedColorScheme } from '@mantine/core';
import { type ReactElement, useMemo, useState } from 'react';
import type { StoredLayer } from '../../model/storedWeights.ts';
import type { RunWeights } from '../../worker/protocol.ts';
import { formatCount, formatNumber } from '../format.ts';
import { Panel } from '../panels/Panel.tsx';
import layerStyles from './firstLayer.module.css';
import { largestWeight, unitsByNorm } from './firstLayer.ts';
import styles from './network.module.css';
import { useNetwork } from './networkContext.ts';
import { Pager } from './Pager.tsx';
import { PixelCanvas } from './PixelCanvas.tsx';
import { divergingPixels, pictureOrRow } from './pixels.ts';

const PAGE = { pictures: 40, rows: 20 };

/** What every unit of the first layer looks for: its weights in the place of the inputs they belong to. */
export function FirstLayerView({ weights }: { weights: RunWeights }): ReactElement {
  const dark = useComputedColorScheme() === 'dark';
  const inputs = useNetwork((state) => state.inputs);
  const [wanted, setPage] = useState(0);
  const layer = weights.layers[0] as StoredLayer;
  const units = useMemo(() => unitsByNorm(layer), [layer]);
  const scale = useMemo(() => largestWeight(layer), [layer]);
  const picture = inputs?.space.picture ?? null;
  const fits = picture && picture.width * picture.height === layer.columns;
  const size = pictureOrRow(fits ? picture : null, layer.columns);
  const perPage = fits ? PAGE.pictures : PAGE.rows;
  const pages = Math.max(1, Math.ceil(units.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const shown = units.slice(page * perPage, (page + 1) * perPage);
  return (
    <Panel title={`Rows of W₁ (${formatCount(layer.rows)})`}>
      <p className={styles.quiet}>
        One {fits ? 'picture' : 'row'} a unit, ‖·‖₂ of its weights {fits ? 'below' : 'beside'} it,
        the largest first; one scale for all.
      </p>
      <ScaleBar scale={scale} dark={dark} />
      <ul className={fits ? layerStyles.filters : layerStyles.filterRows}>
        {shown.map(({ unit, norm }) => (
          <li key={unit}>
            <PixelCanvas
              {...size}
              pixels={divergingPixels(
                layer.weights.subarray(unit * layer.columns, (unit + 1) * layer.columns),
                scale,
                dark,
              )}
              className={fits ? layerStyles.filterPicture : layerStyles.filterRow}
              label={`Weights of unit ${unit + 1}, norm ${formatNumber(norm, 3)}`}
            />
            <small>
              {unit + 1}: {formatNumber(norm, 3)}
            </small>
          </li>
        ))}
      </ul>
      <Pager what="units" page={page} pages={pages} onPage={setPage} />
    </Panel>
  );
}

/** What the colours mean. */
function ScaleBar({ scale, dark }: { scale: number; dark: boolean }): ReactElement {
  const steps = 41;
  const values = Array.from({ length: steps }, (_, i) => (2 * i) / (steps - 1) - 1);
  return (
    <div className={layerStyles.scaleBar}>
      <span>{formatNumber(-scale, 3)}</span>
      <PixelCanvas width={steps} height={1} pixels={divergingPixels(values, 1, dark)} />
      <span>{formatNumber(scale, 3)}</span>
    </div>
  );
}
