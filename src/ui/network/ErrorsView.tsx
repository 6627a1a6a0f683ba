import { Alert } from '@mantine/core';
import { type ReactElement, useMemo, useState } from 'react';
import type { RunWeights } from '../../worker/protocol.ts';
import { Choice } from '../charts/Choice.tsx';
import { formatCount, formatPercent } from '../format.ts';
import { InfoIcon } from '../icons.tsx';
import { Panel } from '../panels/Panel.tsx';
import type { LabRun } from '../store/labState.ts';
import { useLab } from '../stores.ts';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { type ConfusionCell, confusionOf, samplesOf } from './confusion.ts';
import galleryStyles from './gallery.module.css';
import styles from './network.module.css';
import { useNetwork, useNetworkControl } from './networkContext.ts';
import { type ClassificationResult, otherData } from './networkState.ts';
import { SampleGallery } from './SampleGallery.tsx';

interface ErrorsViewProps {
  readonly run: LabRun;
  readonly weights: RunWeights;
}

/** What the network takes for what, and the samples that it gets wrong. */
export function ErrorsView({ run, weights }: ErrorsViewProps): ReactElement {
  const control = useNetworkControl();
  const dataset = useLab((state) => state.dataset);
  const space = useNetwork((state) => state.inputs?.space ?? null);
  const part = useNetwork((state) => state.part);
  const result = useNetwork((state) => state.classification);
  const misfit = dataset && space ? otherData(run, dataset, space) : null;
  if (misfit)
    return (
      <Alert variant="default" icon={<InfoIcon />} role="note">
        {misfit}
      </Alert>
    );
  const fits = result?.run === run.key && result.part === part && result.dataHash === dataset?.hash;
  return (
    <>
      <div className={styles.views}>
        <Choice
          label="Samples that are classified"
          options={{ test: 'Test samples', train: 'Training samples' }}
          value={part}
          onChange={(next) => control.change({ part: next })}
        />
        {fits && result.weights !== weights && (
          <span className={styles.quiet}>
            of iteration {formatCount(result.weights.iteration)}; newer weights are being looked at
          </span>
        )}
      </div>
      {fits ? <Errors result={result} /> : <Computing />}
    </>
  );
}

function Computing(): ReactElement {
  const busy = useNetwork((state) => state.busy);
  return (
    <div className={styles.waiting} aria-busy={busy}>
      {busy && 'Classifying every sample …'}
    </div>
  );
}

function Errors({ result }: { result: ClassificationResult }): ReactElement {
  const classNames = useLab((state) => state.dataset?.classNames) ?? [];
  const [cell, setCell] = useState<ConfusionCell | null>(null);
  const { value } = result;
  const confusion = useMemo(() => confusionOf(value, classNames.length), [value, classNames]);
  const shown = cell && cell.label < classNames.length ? cell : null;
  const places = useMemo(() => samplesOf(value, shown), [value, shown]);
  const { total, correct } = confusion;
  return (
    <div className={galleryStyles.errors}>
      <Panel
        title="Confusion matrix"
        aside={
          <span className={styles.quiet} data-testid="confusion-correct" data-value={correct}>
            {formatCount(correct)} of {formatCount(total)} right, {formatPercent(correct / total)}
          </span>
        }
      >
        <ConfusionMatrix
          confusion={confusion}
          classNames={classNames}
          selected={shown}
          onSelect={setCell}
        />
      </Panel>
      <SampleGallery
        key={shown ? `${shown.label} ${shown.predicted}` : 'all'}
        title={
          shown
            ? `${classNames[shown.label]} taken for ${classNames[shown.predicted]}`
            : 'Misclassified samples'
        }
        result={result}
        places={places}
        classNames={classNames}
        onAll={shown ? () => setCell(null) : null}
      />
    </div>
  );
}
