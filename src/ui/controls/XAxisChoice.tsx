import { NativeSelect } from '@mantine/core';
import { type ReactElement, useId } from 'react';
import { X_AXIS_KINDS, type XAxisKind } from '../charts/columns.ts';
import { COST_AXES, NO_DEVICE_TIME } from '../charts/costAxis.ts';
import { tellsDeviceTime } from '../charts/whyEmpty.ts';
import { resetZoom } from '../charts/zoomStore.ts';
import { Help } from '../Help.tsx';
import { allRuns } from '../store/labState.ts';
import { useLab, useView } from '../stores.ts';
import styles from './controls.module.css';

/** What most of the counted operations are; docs/algorithm.md, "Costs". */
const PRODUCT_FLOPS = String.raw`\text{a product }(m \times k)(k \times n)\text{ counts }2mkn`;

/** The horizontal axis of all charts: what training cost. */
export function XAxisChoice(): ReactElement {
  const [view, change] = useView();
  const id = useId();
  const told = useLab((state) =>
    tellsDeviceTime(allRuns(state).filter(({ marks }) => marks.shown)),
  );
  const nameOf = (kind: XAxisKind) =>
    kind === 'device' && !told
      ? `${COST_AXES.device.name}: ${NO_DEVICE_TIME}`
      : COST_AXES[kind].name;
  return (
    <div className={styles.xAxis}>
      <label id={`${id}-label`} htmlFor={id}>
        Charts over
      </label>
      <Help labelId={`${id}-label`} text={<AxesHelp />} formula={PRODUCT_FLOPS} />
      <NativeSelect
        id={id}
        size="xs"
        className={styles.xAxisSelect}
        data={X_AXIS_KINDS.map((kind) => ({ value: kind, label: nameOf(kind) }))}
        title={nameOf(view.xAxis)}
        value={view.xAxis}
        onChange={(event) => {
          // A window of the axis before means nothing on another.
          resetZoom();
          change({ xAxis: event.currentTarget.value as XAxisKind });
        }}
      />
    </div>
  );
}

function AxesHelp(): ReactElement {
  return (
    <>
      {X_AXIS_KINDS.map((kind) => (
        <span key={kind} className={styles.axisHelp}>
          <b>{COST_AXES[kind].name}</b>: {COST_AXES[kind].help}
        </span>
      ))}
    </>
  );
}
