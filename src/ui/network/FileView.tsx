import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { writeWeights } from '../../record/weightsFile.ts';
import type { RunWeights } from '../../worker/protocol.ts';
import { download } from '../export/download.ts';
import { formatBytes } from '../format.ts';
import { Panel } from '../panels/Panel.tsx';
import { type LabRun, withError } from '../store/labState.ts';
import { toReportedError } from '../store/reportedError.ts';
import { useLab, useStores } from '../stores.ts';
import { adoptWeights } from './adoptWeights.ts';
import fileStyles from './file.module.css';
import { adoptionStore } from './loadWeights.ts';
import styles from './network.module.css';
import { useNetwork } from './networkContext.ts';
import { otherData } from './networkState.ts';
import { pytorchProgram } from './pytorch.ts';

interface FileViewProps {
  readonly run: LabRun;
  readonly weights: RunWeights;
}

/** Weights out of the page and into it: to a file, from a file, and as the start of another training. */
export function FileView({ run, weights }: FileViewProps): ReactElement {
  const dataset = useLab((state) => state.dataset);
  const space = useNetwork((state) => state.inputs?.space ?? null);
  const own = space && dataset && otherData(run, dataset, space) === null;
  const name = fileName(run, weights);
  const numbers = weights.layers.reduce(
    (sum, layer) => sum + layer.weights.length + (layer.bias?.length ?? 0),
    0,
  );
  const names = weights.layers.flatMap(({ rows, columns, bias }, index) => [
    `W${index + 1} (${rows} × ${columns})`,
    ...(bias ? [`b${index + 1} (${rows})`] : []),
  ]);
  return (
    <div className={fileStyles.files}>
      <Panel title="Save">
        <p>
          <code>{name}</code>, about {formatBytes(4 * numbers)}: {names.join(', ')} in float32, with
          method, activation, iteration and the hash of the data.
        </p>
        <Button
          size="compact-xs"
          onClick={() =>
            download(
              name,
              new Blob([
                writeWeights({ ...weights, name: run.marks.name }, run.origin, weights.iteration),
              ]),
            )
          }
        >
          Save weights
        </Button>
      </Panel>
      <TrainOn run={run} weights={weights} />
      <Program
        text={pytorchProgram(
          name,
          weights,
          run.origin.settings.activation,
          own ? space.scaler : null,
        )}
      />
    </div>
  );
}

function fileName({ marks }: LabRun, { iteration }: RunWeights): string {
  const plain = marks.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return `${plain.replace(/^-+|-+$/g, '') || 'run'}-${iteration}.safetensors`;
}

function TrainOn({ run, weights }: FileViewProps): ReactElement {
  const stores = useStores();
  function trainOn(): void {
    try {
      const name = `${run.marks.name}, iteration ${weights.iteration}`;
      const own = { name, layers: weights.layers };
      const adoption = adoptWeights(own, run.origin.settings.activation, stores);
      adoptionStore.setState({ adoption });
    } catch (reason) {
      stores.lab.store.setState((state) => withError(state, toReportedError(reason)));
    }
  }
  return (
    <Panel title="Train on">
      <p>
        Any method can start from these weights: W⁰ of the form becomes “loaded weights”, and the
        hidden layers become those of this network. “Load weights” above does the same with a file.
      </p>
      <div className={styles.buttons}>
        <Button size="compact-xs" variant="default" onClick={trainOn}>
          Train on from these weights
        </Button>
      </div>
    </Panel>
  );
}

function Program({ text }: { text: string }): ReactElement {
  const [note, setNote] = useState('');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setNote('Copied');
    } catch {
      setNote('The browser refused the clipboard: select the text instead.');
    }
  }
  return (
    <Panel
      title="In PyTorch"
      aside={
        <span className={styles.buttons}>
          <span className={styles.quiet} aria-live="polite">
            {note}
          </span>
          <Button size="compact-xs" variant="default" onClick={() => void copy()}>
            Copy
          </Button>
        </span>
      }
    >
      <pre className={fileStyles.program} data-testid="pytorch">
        {text}
      </pre>
    </Panel>
  );
}
