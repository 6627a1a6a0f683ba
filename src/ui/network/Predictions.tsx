import type { ReactElement } from 'react';
import { useEffect, useRef, useState } from 'react';
import { runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { formatPercent } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import { useLab } from '../stores.ts';
import { type Prediction, predict } from './forwardPass.ts';
import styles from './network.module.css';
import { useNetwork } from './networkContext.ts';
import { comparedRuns, type KnownWeights, otherData } from './networkState.ts';
import predictStyles from './predict.module.css';

/** Networks are asked for so long before the page gets a turn. */
const TURN_MS = 30;

interface PredictionsProps {
  readonly inputs: Float32Array | null;
  /** The true class; null where nobody knows. */
  readonly truth: number | null;
  readonly canDraw: boolean;
}

/** What every network says of the inputs, side by side. */
export function Predictions({ inputs, truth, canDraw }: PredictionsProps): ReactElement {
  const known = useNetwork((state) => state.known);
  const runs = useComparedRuns();
  const predictions = usePredictions(runs, known, inputs);
  return (
    <section className={predictStyles.predictions} aria-label="Predictions">
      {!inputs && (
        <p className={styles.quiet}>
          {canDraw ? 'Draw a digit, or choose a sample' : 'Choose a sample'}: the class that each
          network predicts and its probabilities, softmax(z_L), appear here.
        </p>
      )}
      <ul className={predictStyles.cards}>
        {runs.map((run) => (
          <Card
            key={run.key}
            run={run}
            known={known[run.key]}
            prediction={predictions.get(run.key) ?? null}
            truth={truth}
          />
        ))}
      </ul>
    </section>
  );
}

/** Every batch of records makes new runs; of interest here are their names, looks and settings alone. */
function useComparedRuns(): readonly LabRun[] {
  const chosen = useNetwork((state) => state.chosen);
  const last = useRef<readonly LabRun[]>([]);
  return useLab((state) => {
    const runs = comparedRuns(state, chosen);
    const same =
      runs.length === last.current.length &&
      runs.every(({ key, marks }, index) => {
        const before = last.current[index];
        return before?.key === key && before.marks === marks;
      });
    if (!same) last.current = runs;
    return last.current;
  });
}

/** Asks one network after the other, with turns for the page in between; newer inputs end what is under way. */
function usePredictions(
  runs: readonly LabRun[],
  known: Readonly<Record<string, KnownWeights>>,
  inputs: Float32Array | null,
): ReadonlyMap<string, Prediction> {
  const [predictions, setPredictions] = useState<ReadonlyMap<string, Prediction>>(new Map());
  useEffect(() => {
    let ended = false;
    async function ask(x: Float32Array): Promise<void> {
      const found = new Map<string, Prediction>();
      let began = performance.now();
      for (const run of runs) {
        const weights = known[run.key];
        if (weights?.kind !== 'ready' || weights.weights.layers[0]?.columns !== x.length) continue;
        found.set(run.key, predict(weights.weights, run.origin.settings.activation, x));
        if (performance.now() - began > TURN_MS) {
          await new Promise((resolve) => setTimeout(resolve));
          if (ended) return;
          began = performance.now();
        }
      }
      setPredictions(found);
    }
    if (inputs) void ask(inputs);
    else setPredictions(new Map());
    return () => {
      ended = true;
    };
  }, [runs, known, inputs]);
  return predictions;
}

interface CardProps {
  readonly run: LabRun;
  readonly known: KnownWeights | undefined;
  readonly prediction: Prediction | null;
  readonly truth: number | null;
}

function Card({ run, known, prediction, truth }: CardProps): ReactElement {
  const dataset = useLab((state) => state.dataset);
  const space = useNetwork((state) => state.inputs?.space ?? null);
  const { classNames } = run.origin.data;
  const misfit = dataset && space ? otherData(run, dataset, space) : null;
  const why = misfit ?? (known?.kind === 'absent' ? known.why : null);
  const shown = why ? null : prediction;
  return (
    <li className={predictStyles.card} data-testid={`prediction-${run.summary.id}`}>
      <h3>
        <Swatch appearance={runAppearance(run.marks.look)} />
        <span title={run.marks.name}>{run.marks.name}</span>
      </h3>
      {why ? (
        <p className={styles.quiet}>{why}</p>
      ) : (
        <>
          <Verdict prediction={shown} classNames={classNames} truth={truth} />
          <Bars run={run} prediction={shown} truth={truth} />
          {run.origin.settings.loss === 'least-squares' && (
            <p className={styles.quiet}>Trained by least squares: softmax of its outputs.</p>
          )}
        </>
      )}
    </li>
  );
}

interface VerdictProps {
  readonly prediction: Prediction | null;
  readonly classNames: readonly string[];
  readonly truth: number | null;
}

function Verdict({ prediction, classNames, truth }: VerdictProps): ReactElement {
  if (!prediction) return <p className={predictStyles.verdict}>–</p>;
  const { predicted, probabilities } = prediction;
  return (
    <p className={predictStyles.verdict} data-value={predicted}>
      <b>{classNames[predicted]}</b> {formatPercent(probabilities[predicted] as number)}
      {truth !== null && (
        <span className={truth === predicted ? styles.right : styles.wrong}>
          {truth === predicted ? ' ✓ right' : ` ✗ is ${classNames[truth]}`}
        </span>
      )}
    </p>
  );
}

interface BarsProps {
  readonly run: LabRun;
  readonly prediction: Prediction | null;
  readonly truth: number | null;
}

/** More classes than these have no room for their names. */
const NAMED_BARS = 12;

function Bars({ run, prediction, truth }: BarsProps): ReactElement {
  const { classNames } = run.origin.data;
  const { color } = runAppearance(run.marks.look);
  const spoken = prediction
    ? classNames
        .map(
          (name, index) => `${name}: ${formatPercent(prediction.probabilities[index] as number)}`,
        )
        .join(', ')
    : 'No input yet';
  return (
    <div
      className={predictStyles.bars}
      role="img"
      aria-label={`Probabilities of ${run.marks.name}: ${spoken}`}
    >
      {classNames.map((name, index) => (
        <div
          key={name}
          className={predictStyles.bar}
          data-true={index === truth || undefined}
          title={
            prediction
              ? `${name}: ${formatPercent(prediction.probabilities[index] as number)}`
              : name
          }
        >
          <div className={predictStyles.barBox}>
            <div
              style={{
                height: `${100 * (prediction?.probabilities[index] ?? 0)}%`,
                background: color,
              }}
            />
          </div>
          {classNames.length <= NAMED_BARS && (
            <small className={predictStyles.barName}>{name}</small>
          )}
        </div>
      ))}
    </div>
  );
}
