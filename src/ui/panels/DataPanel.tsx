import { Button, Progress } from '@mantine/core';
import type { ReactElement } from 'react';
import type { DatasetSource } from '../../model/dataset.ts';
import type { DatasetSummary, LoadProgress } from '../../worker/protocol.ts';
import { ReadingChoice } from '../dataset/ReadingChoice.tsx';
import { SampleRows } from '../dataset/SampleRows.tsx';
import { formatBytes, formatCount } from '../format.ts';
import { useLab, useSettings, useStores } from '../stores.ts';
import { ClassCounts } from './ClassCounts.tsx';
import { Panel } from './Panel.tsx';
import styles from './panels.module.css';
import { ThumbnailGrid } from './ThumbnailGrid.tsx';

/** How the origin of a data set is said after its name. */
export const SOURCES: Readonly<Record<DatasetSource, string>> = {
  'browser-cache': 'from this browser’s cache',
  app: 'from this app’s server',
  network: 'from the network',
  // Their name says so.
  'user-files': '',
  synthetic: 'drawn on this machine',
};

/** What the networks learn from, and where it came from. */
export function DataPanel(): ReactElement {
  const dataset = useLab((state) => state.dataset);
  const loading = useLab((state) => state.loading);
  return (
    <Panel title="Data" guide="data">
      {loading && <Loading progress={loading.progress} />}
      {dataset && <Summary dataset={dataset} />}
      {!dataset && !loading && (
        <p className={styles.quiet}>
          No data loaded. Drop IDX, CSV or .npz files here or pick a data set.
        </p>
      )}
    </Panel>
  );
}

function Loading({ progress }: { progress: LoadProgress | null }): ReactElement {
  const { lab } = useStores();
  const share =
    progress?.totalBytes && progress.totalBytes > 0
      ? Math.min(1, progress.receivedBytes / progress.totalBytes)
      : null;
  // A server that never answers reports no progress either.
  const downloads = useSettings((state) => state.settings.dataset === 'mnist');
  const stage = progress?.stage ?? 'Preparing the data';
  return (
    <div className={styles.loading}>
      <div className={styles.loadingLine}>
        <span className={styles.stage} title={stage}>
          {stage}
        </span>
        {(downloads || progress) && (
          <Button size="compact-xs" variant="default" onClick={() => void lab.cancelLoading()}>
            Cancel
          </Button>
        )}
      </div>
      <Progress.Root size="sm">
        <Progress.Section
          value={share === null ? 100 : share * 100}
          striped={share === null}
          animated={share === null}
          aria-label="Loading data"
        />
      </Progress.Root>
      <p className={styles.bytes}>{progress ? bytesText(progress) : ''}</p>
    </div>
  );
}

function bytesText({ receivedBytes, totalBytes }: LoadProgress): string {
  if (receivedBytes === 0) return '';
  return totalBytes
    ? `${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)}`
    : formatBytes(receivedBytes);
}

function Summary({ dataset }: { dataset: DatasetSummary }): ReactElement {
  return (
    <>
      <p className={styles.line}>
        <strong>{dataset.name}</strong> {SOURCES[dataset.source]}
      </p>
      {dataset.thumbnails && (
        <ThumbnailGrid thumbnails={dataset.thumbnails} classNames={dataset.classNames} />
      )}
      {dataset.table && <SampleRows table={dataset.table} dataset={dataset} />}
      {dataset.reading && <ReadingChoice reading={dataset.reading} />}
      <dl className={styles.facts}>
        <div>
          <dt>Training</dt>
          <dd data-testid="dataset-train-count">{formatCount(dataset.trainCount)}</dd>
        </div>
        <div>
          <dt>Test</dt>
          <dd data-testid="dataset-test-count">{formatCount(dataset.testCount)}</dd>
        </div>
        <div>
          <dt>Features</dt>
          <dd data-testid="dataset-feature-count">{featuresText(dataset)}</dd>
        </div>
        <div className={styles.hash}>
          <dt>SHA-256</dt>
          <dd>
            <code data-testid="dataset-hash">{dataset.hash}</code>
          </dd>
        </div>
      </dl>
      <ClassCounts names={dataset.classNames} counts={dataset.classCounts} />
    </>
  );
}

/** Pictures by their sides, e.g. 28 × 28. */
function featuresText({ featureCount, thumbnails }: DatasetSummary): string {
  if (!thumbnails) return formatCount(featureCount);
  return `${formatCount(featureCount)} (${thumbnails.width} × ${thumbnails.height})`;
}
