import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import type { View } from '../store/viewStore.ts';
import { useView } from '../stores.ts';
import styles from './controls.module.css';

/** The horizontal axis of all charts. */
export function XAxisChoice(): ReactElement {
  const [view, change] = useView();
  return (
    <div className={styles.xAxis}>
      <span aria-hidden="true">Charts over</span>
      <SegmentedControl
        size="xs"
        aria-label="Horizontal axis of the charts"
        data={[
          { value: 'iteration', label: 'iteration' },
          { value: 'seconds', label: 'time' },
        ]}
        value={view.xAxis}
        onChange={(xAxis) => change({ xAxis: xAxis as View['xAxis'] })}
      />
    </div>
  );
}
