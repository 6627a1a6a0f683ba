import { Alert, Button } from '@mantine/core';
import { type ReactElement, useId, useState } from 'react';
import type {
  LayerDistributions,
  NetworkDistributions,
  RunWeights,
} from '../../worker/protocol.ts';
import { Choice } from '../charts/Choice.tsx';
import { formatCount } from '../format.ts';
import { Help } from '../Help.tsx';
import { InfoIcon } from '../icons.tsx';
import { numberText } from '../settings/numberText.ts';
import { type LabRun, lastRecord } from '../store/labState.ts';
import { useLab, useStores } from '../stores.ts';
import plotStyles from './distributions.module.css';
import { type CountScale, HistogramPlot } from './HistogramPlot.tsx';
import styles from './network.module.css';
import { useNetwork } from './networkContext.ts';
import { otherData } from './networkState.ts';

interface DistributionsViewProps {
  readonly run: LabRun;
  readonly weights: RunWeights;
}

/** How what flows through the layers is distributed, and how far z and a are from what the layers would make of them. */
export function DistributionsView({ run, weights }: DistributionsViewProps): ReactElement {
  const dataset = useLab((state) => state.dataset);
  const space = useNetwork((state) => state.inputs?.space ?? null);
  const result = useNetwork((state) => state.distributions);
  const busy = useNetwork((state) => state.busy);
  const [counts, setCounts] = useState<CountScale>('linear');
  const misfit = dataset && space ? otherData(run, dataset, space) : null;
  if (misfit)
    return (
      <Alert variant="default" icon={<InfoIcon />} role="note">
        {misfit}
      </Alert>
    );
  if (result?.run !== run.key || result.dataHash !== dataset?.hash)
    return (
      <div className={styles.waiting} aria-busy={busy}>
        {busy && 'Sending training samples through the network …'}
      </div>
    );
  const { value } = result;
  return (
    <>
      <div className={styles.views}>
        <Choice
          label="Scale of the counts"
          options={{ linear: 'Linear counts', log: 'Logarithmic counts' }}
          value={counts}
          onChange={setCounts}
        />
        <span className={styles.quiet} data-testid="distributions-of">
          {samplesText(value)}, iteration {formatCount(value.iteration ?? result.weights.iteration)}
          {value.iteration === null && result.weights !== weights && '; newer weights follow'}
        </span>
      </div>
      {value.why && <WhyForward why={value.why} />}
      <div className={plotStyles.layers} data-forward={value.why !== null || undefined}>
        {value.layers.map((layer, index) => (
          <Layer
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its number.
            key={index}
            number={index + 1}
            last={index === value.layers.length - 1}
            layer={layer}
            own={value.why === null}
            epsilon={lastRecord(run)?.dlam?.epsilon ?? null}
            counts={counts}
          />
        ))}
      </div>
    </>
  );
}

function samplesText({ samples, sampleCount }: NetworkDistributions): string {
  return samples === sampleCount
    ? `All ${formatCount(sampleCount)} training samples`
    : `${formatCount(samples)} of ${formatCount(sampleCount)} training samples, evenly spread`;
}

const WHY: Readonly<Record<NonNullable<NetworkDistributions['why']>, string>> = {
  'no-run':
    'This run is kept, and only its weights were: these are the activations of the forward pass. Residuals and bands need a run of the race.',
  'no-split':
    'This method has no z and a of its own that can be read: these are the activations of the forward pass.',
  'in-training':
    'The run’s own z and a change while it trains: these are the activations of the forward pass.',
  'too-large':
    'The run’s own z and a are too large to be read back: these are the activations of the forward pass. Train with fewer samples or narrower layers to see residuals and bands.',
};

function WhyForward({ why }: { why: keyof typeof WHY }): ReactElement {
  const { lab } = useStores();
  return (
    <Alert variant="default" icon={<InfoIcon />} role="note" className={styles.note}>
      {WHY[why]}
      {why === 'in-training' && (
        <Button size="compact-xs" variant="default" onClick={() => void lab.pause()}>
          Pause to see residuals and bands
        </Button>
      )}
    </Alert>
  );
}

interface LayerProps {
  readonly number: number;
  readonly last: boolean;
  readonly layer: LayerDistributions;
  /** The values are the run's own variables. */
  readonly own: boolean;
  readonly epsilon: number | null;
  readonly counts: CountScale;
}

function Layer({ number, last, layer, own, epsilon, counts }: LayerProps): ReactElement {
  const { values, residual, gap } = layer;
  const shown = { layer: number, counts };
  const sub = subscript(number);
  const [z, a] = [`z${sub}`, `a${sub}`];
  const inputs = number > 1 ? `a${subscript(number - 1)}` : 'x';
  return (
    <section className={plotStyles.layer} aria-label={`Layer ${number}`}>
      <h2>
        Layer {number}
        {last && ' (output)'}
      </h2>
      <div className={plotStyles.histograms}>
        <Titled
          title={last ? `Output ${z}` : `Activation ${a}`}
          text={
            own
              ? 'The values of the run’s own variable over samples and units.'
              : 'The values of the forward pass over samples and units.'
          }
          tex={last ? 'z_L' : own ? 'a_l' : 'a_l = h(W_l a_{l-1} + b_l)'}
        >
          <HistogramPlot histogram={values} band={null} name="values" {...shown} />
        </Titled>
        {residual && (
          <Titled
            title={`Residual ${z} − W${sub}${inputs} − b${sub}`}
            text="What the penalty φ_l weighs: how far z_l is from what the layer makes of its inputs."
            tex="z_l - W_l a_{l-1} - b_l"
          >
            <HistogramPlot histogram={residual} band={null} name="residual" {...shown} />
          </Titled>
        )}
        {gap && (
          <Titled
            title={`Gap ${a} − h(${z})${epsilon === null ? '' : `, ε = ${numberText(epsilon)}`}`}
            text="How far a_l is from h(z_l); the constraint of DLAM and mDLAM keeps it within ±ε, which the lines mark."
            tex={String.raw`-\varepsilon \le a_l - h(z_l) \le \varepsilon`}
          >
            <HistogramPlot histogram={gap} band={epsilon} name="gap" {...shown} />
          </Titled>
        )}
      </div>
    </section>
  );
}

function subscript(number: number): string {
  return [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}

interface TitledProps {
  readonly title: string;
  readonly text: string;
  readonly tex: string;
  readonly children: ReactElement;
}

function Titled({ title, text, tex, children }: TitledProps): ReactElement {
  const id = useId();
  return (
    <figure className={plotStyles.histogram} aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>{title}</h3>
        <Help labelId={id} text={text} formula={tex} />
      </figcaption>
      {children}
    </figure>
  );
}
