import { useComputedColorScheme } from '@mantine/core';
import type { ReactElement } from 'react';
import { useLab } from '../stores.ts';
import { DrawingPad } from './DrawingPad.tsx';
import { scaleInputs } from './forwardPass.ts';
import styles from './network.module.css';
import { useNetwork } from './networkContext.ts';
import type { Question } from './networkState.ts';
import { PixelCanvas } from './PixelCanvas.tsx';
import { Predictions } from './Predictions.tsx';
import { inkPixels, pictureOrRow } from './pixels.ts';
import predictStyles from './predict.module.css';
import { SampleChoice } from './SampleChoice.tsx';

/** One input, and what every network says of it. */
export function PredictView(): ReactElement {
  const inputs = useNetwork((state) => state.inputs);
  const question = useNetwork((state) => state.question);
  const dataset = useLab((state) => state.dataset);
  if (!inputs || !dataset || inputs.dataHash !== dataset.hash)
    return <div className={styles.waiting} aria-busy="true" />;
  const { space } = inputs;
  const x = question && inputsOf(question, space.scaler);
  return (
    <div className={predictStyles.predict}>
      <div className={predictStyles.ask}>
        {space.picture && <DrawingPad size={space.picture} />}
        <SampleChoice />
        {question && (
          <Seen
            question={question}
            size={pictureOrRow(space.picture, dataset.featureCount)}
            classNames={dataset.classNames}
          />
        )}
      </div>
      <Predictions
        inputs={x}
        truth={question?.kind === 'sample' ? (question.sample.labels[0] ?? null) : null}
        canDraw={space.picture !== null}
      />
    </div>
  );
}

const inputCache = new WeakMap<Question, Float32Array>();

/** The same question, the same array: predictions are made anew when it changes. */
function inputsOf(question: Question, scaler: Parameters<typeof scaleInputs>[1]): Float32Array {
  let x = inputCache.get(question);
  if (!x) {
    x =
      question.kind === 'sample' ? question.sample.features : scaleInputs(question.shares, scaler);
    inputCache.set(question, x);
  }
  return x;
}

interface SeenProps {
  readonly question: Question;
  readonly size: { readonly width: number; readonly height: number };
  readonly classNames: readonly string[];
}

/** What the networks get to see. */
function Seen({ question, size, classNames }: SeenProps): ReactElement {
  const dark = useComputedColorScheme() === 'dark';
  const grey =
    question.kind === 'sample'
      ? question.sample.grey
      : question.shares.map((share) => Math.round(255 * share));
  const text =
    question.kind === 'sample'
      ? `${question.part === 'test' ? 'Test' : 'Training'} sample ${question.index}, class ${classNames[question.sample.labels[0] ?? 0]}`
      : `Your drawing in ${size.width} × ${size.height} pixels`;
  return (
    <figure className={predictStyles.seen} data-testid="network-question">
      <PixelCanvas
        {...size}
        pixels={inkPixels(grey, dark)}
        className={size.height > 1 ? predictStyles.seenPicture : predictStyles.seenRow}
        label={text}
      />
      <figcaption>{text}</figcaption>
    </figure>
  );
}
