import { Tabs } from '@mantine/core';
import { type ComponentType, lazy, type ReactElement, Suspense } from 'react';
import styles from './centre.module.css';
import { RaceLegend } from './charts/RaceLegend.tsx';
import { SHORTCUTS } from './keys/shortcuts.ts';
import { Notices } from './Notices.tsx';
import { TABS, type Tab } from './store/viewStore.ts';
import { useView } from './stores.ts';
import { useAfterPaint } from './useAfterPaint.ts';
import { ViewBoundary } from './ViewBoundary.tsx';

/** Each is fetched when it is first shown. */
const VIEWS: Readonly<Record<Tab, { readonly name: string; readonly View: ComponentType }>> = {
  curves: {
    name: 'Curves',
    View: lazy(async () => ({ default: (await import('./charts/ChartGrid.tsx')).ChartGrid })),
  },
  layers: {
    name: 'Layers',
    View: lazy(async () => ({ default: (await import('./layers/LayersView.tsx')).LayersView })),
  },
  theory: {
    name: 'Theory',
    View: lazy(async () => ({ default: (await import('./theory/TheoryView.tsx')).TheoryView })),
  },
  runs: {
    name: 'Runs',
    View: lazy(async () => ({ default: (await import('./library/RunsView.tsx')).RunsView })),
  },
  network: {
    name: 'Network',
    View: lazy(async () => ({ default: (await import('./network/NetworkView.tsx')).NetworkView })),
  },
  sweep: {
    name: 'Sweep',
    View: lazy(async () => ({ default: (await import('./sweep/SweepTab.tsx')).SweepTab })),
  },
  how: {
    name: 'How it works',
    View: lazy(async () => ({ default: (await import('./how/HowView.tsx')).HowView })),
  },
};

/** What the race looks like, what the theory says of it, and many races over a grid of settings. */
export function Centre(): ReactElement {
  const [view, change] = useView();
  const painted = useAfterPaint(view.tab);
  return (
    <div className={styles.centre}>
      <Notices />
      <Tabs
        value={view.tab}
        onChange={(tab) => change({ tab: tab as Tab })}
        keepMounted={false}
        className={styles.tabs}
        data-guide="curves"
      >
        <Tabs.List aria-label="Views" className={styles.list}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab} aria-keyshortcuts={SHORTCUTS[tab].name}>
              {VIEWS[tab].name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((tab) => (
          <Tabs.Panel
            key={tab}
            value={tab}
            className={styles.panel}
            data-scrolls={tab !== 'curves' || undefined}
          >
            {tab === 'curves' && <RaceLegend />}
            <ViewBoundary>
              <Suspense fallback={<Blank />}>
                {painted === tab ? shownView(tab) : <Blank />}
              </Suspense>
            </ViewBoundary>
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

function Blank(): ReactElement {
  return <div className={styles.loading} />;
}

function shownView(tab: Tab): ReactElement {
  const { View } = VIEWS[tab];
  return <View />;
}
