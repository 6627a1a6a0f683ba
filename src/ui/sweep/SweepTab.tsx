import type { ReactElement } from 'react';
import { type Stores, useStores } from '../stores.ts';
import { SweepView } from './SweepView.tsx';
import { SweepContext } from './sweepContext.ts';
import { createSweep, type SweepControl } from './sweepControl.ts';
import { browserSweepStorage } from './sweepStorage.ts';

/** One control a page: a sweep goes on while another tab is looked at. */
const controls = new WeakMap<Stores, SweepControl>();

function controlOf(stores: Stores): SweepControl {
  let control = controls.get(stores);
  if (!control) {
    control = createSweep({ ...stores, storage: browserSweepStorage() });
    controls.set(stores, control);
    void control.open();
  }
  return control;
}

/** The sweep's view with its control, fetched and made when the tab is first opened. */
export function SweepTab(): ReactElement {
  return (
    <SweepContext value={controlOf(useStores())}>
      <SweepView />
    </SweepContext>
  );
}
