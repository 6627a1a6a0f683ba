import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { type ReactElement, useId, useState } from 'react';
import { useStore } from 'zustand';
import { applyPreset, PRESETS } from '../../settings/presets.ts';
import { formatCount } from '../format.ts';
import { PauseIcon, PlayIcon, StepIcon } from '../icons.tsx';
import { firstPreset } from '../store/firstPreset.ts';
import type { LabRun } from '../store/labState.ts';
import { useLab, useSettings, useStores } from '../stores.ts';
import styles from './how.module.css';
import { howStore, SPEEDS, type Speed } from './howStore.ts';
import { OFFER_NAMES, offerOf, trainOne } from './nextIteration.ts';
import { alternatingRuns, fromTheStart, goTo, newestIteration, play } from './playback.ts';

interface PlaybackBarProps {
  readonly runs: readonly LabRun[];
  readonly run: LabRun | null;
  readonly blockCount: number;
  /** Number of the iteration shown; null before the first. */
  readonly iteration: number | null;
}

/** Which run and iteration is shown, and the buttons that play it block by block. */
export function PlaybackBar(props: PlaybackBarProps): ReactElement {
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <ShownIteration {...props} />
        <NextIteration run={props.run} />
      </div>
      <PlayButtons {...props} />
      <SpeedChoice />
    </div>
  );
}

function ShownIteration({ runs, run, iteration }: PlaybackBarProps): ReactElement {
  const id = useId();
  const { change } = howStore.getState();
  const newest = newestIteration(run);
  return (
    <div className={styles.shown}>
      {run && runs.length > 1 && (
        <>
          <label htmlFor={id}>Run</label>
          <NativeSelect
            id={id}
            size="xs"
            data={runs.map(({ summary, marks }) => ({ value: summary.id, label: marks.name }))}
            value={run.summary.id}
            onChange={(event) => change({ run: event.currentTarget.value })}
          />
        </>
      )}
      {run && runs.length === 1 && <b>{run.marks.name}</b>}
      <span data-testid="how-iteration" data-value={iteration ?? ''}>
        {iteration === null
          ? 'no iteration yet'
          : `iteration ${formatCount(iteration)}: from k = ${formatCount(iteration - 1)} to k + 1`}
      </span>
      {iteration !== null && newest !== null && newest > iteration && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => change({ playback: fromTheStart(run, false) })}
        >
          Show the newest, {formatCount(newest)}
        </Button>
      )}
    </div>
  );
}

function PlayButtons({ run, blockCount }: PlaybackBarProps): ReactElement {
  const playback = useStore(howStore, (state) => state.playback);
  const { change } = howStore.getState();
  const choose = (position: number) => change({ playback: goTo(playback, position, run) });
  const { playing, position } = playback;
  return (
    <div className={styles.buttons}>
      <Button
        size="xs"
        variant="default"
        disabled={position === 0}
        onClick={() => choose(position - 1)}
      >
        Previous block
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={playing ? <PauseIcon /> : <PlayIcon />}
        aria-label={playing ? 'Pause the blocks' : 'Play the blocks'}
        className={styles.play}
        onClick={() =>
          change({
            playback: playing ? { ...playback, playing: false } : play(playback, blockCount, run),
          })
        }
      >
        {playing ? 'Pause' : 'Play'}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={position >= blockCount - 1}
        onClick={() => choose(position + 1)}
      >
        Next block
      </Button>
    </div>
  );
}

function SpeedChoice(): ReactElement {
  const speed = useStore(howStore, (state) => state.speed);
  return (
    <div className={styles.speed}>
      <span aria-hidden="true">Blocks a second</span>
      <SegmentedControl
        size="xs"
        aria-label="Blocks a second"
        data={SPEEDS.map((one) => ({ value: String(one), label: one === 0.5 ? '½' : String(one) }))}
        value={String(speed)}
        onChange={(value) => howStore.getState().change({ speed: Number(value) as Speed })}
      />
    </div>
  );
}

/** Trains one real iteration, and then plays it; with reduced motion its first block waits to be gone on from by hand. */
function NextIteration({ run }: { run: LabRun | null }): ReactElement {
  const { lab } = useStores();
  const settings = useSettings((state) => state);
  const state = useLab((all) => all);
  const still = useReducedMotion();
  const [busy, setBusy] = useState(false);
  const offer = offerOf(state, settings, run);
  const train = async () => {
    setBusy(true);
    const { run: wanted, change } = howStore.getState();
    const trained = await trainOne(lab, offer, wanted);
    setBusy(false);
    if (!trained) return;
    const runs = alternatingRuns(lab.store.getState().race);
    const newest = runs.find(({ summary }) => summary.id === wanted) ?? runs[0] ?? null;
    change({ playback: fromTheStart(newest, !still) });
  };
  return (
    <div className={styles.next}>
      <Button
        size="xs"
        leftSection={<StepIcon />}
        disabled={offer.kind === 'none'}
        loading={busy}
        onClick={() => void train()}
      >
        {OFFER_NAMES[offer.kind]}
      </Button>
      {offer.kind === 'none' && <span className={styles.quiet}>{offer.reason}</span>}
      {offer.kind === 'prepare' && <PrepareNote />}
    </div>
  );
}

/** What would be prepared; the small preset is one press away. */
function PrepareNote(): ReactElement {
  const settings = useSettings((state) => state.settings);
  const { replace } = useStores().settings.getState();
  const preset = useLab((state) => firstPreset(state.device));
  const small = applyPreset(preset, settings);
  const isSmall = JSON.stringify(small) === JSON.stringify(settings);
  const hidden = settings.hidden.length > 0 ? settings.hidden.join('-') : 'none';
  return (
    <span className={styles.quiet}>
      with the settings of the form: {formatCount(settings.trainCount)} samples, hidden layers{' '}
      {hidden}.{' '}
      {!isSmall && (
        <Button size="compact-xs" variant="default" onClick={() => replace(small)}>
          Use “{PRESETS[preset].name}”
        </Button>
      )}
    </span>
  );
}
