import { Button, UnstyledButton, useComputedColorScheme } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import type { InspectedSamples } from '../../worker/protocol.ts';
import { formatCount, formatPercent } from '../format.ts';
import { Panel } from '../panels/Panel.tsx';
import { toReportedError } from '../store/reportedError.ts';
import { useLab, useStores } from '../stores.ts';
import galleryStyles from './gallery.module.css';
import styles from './network.module.css';
import { useNetwork, useNetworkControl } from './networkContext.ts';
import type { ClassificationResult } from './networkState.ts';
import { Pager } from './Pager.tsx';
import { PixelCanvas } from './PixelCanvas.tsx';
import { inkPixels, pictureOrRow } from './pixels.ts';

const PAGE = 24;

interface SampleGalleryProps {
  readonly title: string;
  readonly result: ClassificationResult;
  /** Samples to be shown, in this order. */
  readonly places: readonly number[];
  readonly classNames: readonly string[];
  /** Back to all misclassified samples; null where these are they. */
  readonly onAll: (() => void) | null;
}

/** Samples with what they are and what they were taken for, those the network was surest of first. */
export function SampleGallery(props: SampleGalleryProps): ReactElement {
  const { title, result, places, classNames, onAll } = props;
  const [wanted, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(places.length / PAGE));
  const page = Math.min(wanted, pages - 1);
  const shown = places.slice(page * PAGE, (page + 1) * PAGE);
  const { samples, problem } = useSamples(result, shown);
  return (
    <Panel
      title={`${title} (${formatCount(places.length)})`}
      aside={
        onAll && (
          <Button size="compact-xs" variant="default" onClick={onAll}>
            All misclassified
          </Button>
        )
      }
    >
      {problem && <p className={styles.wrong}>{problem}</p>}
      {places.length === 0 ? (
        <p className={styles.quiet}>
          {onAll ? 'No sample is in this cell.' : 'None: all samples are right.'}
        </p>
      ) : (
        <p className={styles.quiet}>
          True → predicted class with its probability, the surest first. Choose a sample to ask all
          networks about it.
        </p>
      )}
      <ul className={galleryStyles.gallery} data-testid="gallery">
        {samples &&
          shown.map((place, index) => (
            <Sample
              key={place}
              place={place}
              index={index}
              samples={samples}
              result={result}
              classNames={classNames}
            />
          ))}
      </ul>
      <Pager what="samples" page={page} pages={pages} onPage={setPage} />
    </Panel>
  );
}

function useSamples(
  { dataHash, part }: ClassificationResult,
  places: readonly number[],
): { readonly samples: InspectedSamples | null; readonly problem: string | null } {
  const { trainer } = useStores();
  const [fetched, setFetched] = useState<{
    readonly key: string;
    readonly samples: InspectedSamples | null;
    readonly problem: string | null;
  } | null>(null);
  const key = `${dataHash} ${part} ${places.join(' ')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what counts of the places.
  useEffect(() => {
    let ended = false;
    trainer.samples(dataHash, part, places).then(
      (samples) => !ended && setFetched({ key, samples, problem: null }),
      (reason: unknown) =>
        !ended && setFetched({ key, samples: null, problem: toReportedError(reason).message }),
    );
    return () => {
      ended = true;
    };
  }, [trainer, key]);
  return fetched?.key === key ? fetched : { samples: null, problem: null };
}

interface SampleProps {
  readonly place: number;
  /** Among the samples that were fetched. */
  readonly index: number;
  readonly samples: InspectedSamples;
  readonly result: ClassificationResult;
  readonly classNames: readonly string[];
}

function Sample({ place, index, samples, result, classNames }: SampleProps): ReactElement {
  const control = useNetworkControl();
  const dark = useComputedColorScheme() === 'dark';
  const picture = useNetwork((state) => state.inputs?.space.picture ?? null);
  const features = useLab((state) => state.dataset?.featureCount) ?? 0;
  const size = pictureOrRow(picture, features);
  const { labels, predicted, confidence } = result.value;
  const truth = classNames[labels[place] ?? 0];
  const guess = classNames[predicted[place] ?? 0];
  const share = formatPercent(confidence[place] ?? 0);
  return (
    <li>
      <UnstyledButton
        className={galleryStyles.thumb}
        aria-label={`Sample ${place}: ${truth} taken for ${guess} with ${share}`}
        onClick={() => {
          control.change({ view: 'predict' });
          void control.askSample(place);
        }}
      >
        <PixelCanvas
          {...size}
          pixels={inkPixels(samples.grey.subarray(index * features, (index + 1) * features), dark)}
          className={picture ? galleryStyles.thumbPicture : galleryStyles.thumbRow}
        />
        <span>
          {truth} → <b>{guess}</b>
        </span>
        <small>{share}</small>
      </UnstyledButton>
    </li>
  );
}
