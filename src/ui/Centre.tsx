import { Tabs } from '@mantine/core';
import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import styles from './centre.module.css';
import { RaceLegend } from './charts/RaceLegend.tsx';
import { Notices } from './Notices.tsx';
import { StartLine } from './panels/StartLine.tsx';
import type { Tab } from './store/viewStore.ts';
import { useLab, useView } from './stores.ts';
import { ViewBoundary } from './ViewBoundary.tsx';

/** Recharts is most of the code and not needed for the first paint. */
const ChartGrid = lazy(async () => ({
  default: (await import('./charts/ChartGrid.tsx')).ChartGrid,
}));
const TheoryView = lazy(async () => ({
  default: (await import('./theory/TheoryView.tsx')).TheoryView,
}));
const SweepTab = lazy(async () => ({
  default: (await import('./sweep/SweepTab.tsx')).SweepTab,
}));

/** What the race looks like, what the theory says of it, and many races over a grid of settings. */
export function Centre(): ReactElement {
  const [view, change] = useView();
  const runs = useLab((state) => state.race?.runs ?? null);
  return (
    <div className={styles.centre}>
      <Notices />
      <Tabs
        value={view.tab}
        onChange={(tab) => change({ tab: tab as Tab })}
        keepMounted={false}
        className={styles.tabs}
      >
        <div className={styles.head}>
          <Tabs.List aria-label="Views" className={styles.list}>
            <Tabs.Tab value="curves">Curves</Tabs.Tab>
            <Tabs.Tab value="theory">Theory</Tabs.Tab>
            <Tabs.Tab value="sweep">Sweep</Tabs.Tab>
          </Tabs.List>
          {runs && <StartLine runs={runs} />}
        </div>
        <View tab="curves" above={<RaceLegend />}>
          <ChartGrid />
        </View>
        <View tab="theory">
          <TheoryView />
        </View>
        <View tab="sweep">
          <SweepTab />
        </View>
      </Tabs>
    </div>
  );
}

interface ViewProps {
  readonly tab: Tab;
  /** There from the beginning, above what has yet to be loaded. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

function View({ tab, above, children }: ViewProps): ReactElement {
  return (
    <Tabs.Panel value={tab} className={styles.panel} data-scrolls={tab !== 'curves' || undefined}>
      {above}
      <ViewBoundary>
        <Suspense fallback={<div className={styles.loading} />}>{children}</Suspense>
      </ViewBoundary>
    </Tabs.Panel>
  );
}
