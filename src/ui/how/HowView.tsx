import { type ReactElement, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { isAlternating } from '../../model/algorithms.ts';
import type { LabRun } from '../store/labState.ts';
import { useLab, useSettings } from '../stores.ts';
import { BlockPanel } from './BlockPanel.tsx';
import { BlockStrip } from './BlockStrip.tsx';
import { outcomeOf } from './blockFigures.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Trained } from './blockWords.ts';
import { ChainDiagram } from './ChainDiagram.tsx';
import { Explanation } from './Explanation.tsx';
import styles from './how.module.css';
import { howStore } from './howStore.ts';
import { PlaybackBar } from './PlaybackBar.tsx';
import { alternatingRuns, goTo, nextBeat, shownIteration } from './playback.ts';

/** One iteration of DLAM or mDLAM, block by block, with the figures of a real run; and what it is all about. */
export function HowView(): ReactElement {
  const race = useLab((state) => state.race);
  const runs = useMemo(() => alternatingRuns(race), [race]);
  const wanted = useStore(howStore, (state) => state.run);
  const run = runs.find(({ summary }) => summary.id === wanted) ?? runs[0] ?? null;
  return (
    <section className={styles.view} aria-label="How it works">
      <Film runs={runs} run={run} />
      <Explanation />
    </section>
  );
}

/** What the blocks are those of: the run, or what the form would train. */
function useTrained(run: LabRun | null): Trained & { readonly widths: readonly (number | null)[] } {
  const form = useSettings((state) => state.settings);
  const dataset = useLab((state) => state.dataset);
  return useMemo(() => {
    const settings = run?.origin.settings ?? form;
    const data = run?.origin.data ?? dataset;
    const alternating = [run?.origin.algorithm ?? form.algorithms].flat().filter(isAlternating);
    return {
      algorithm: alternating[0] ?? 'mdlam',
      settings,
      layers: settings.hidden.length + 1,
      widths: [data?.featureCount ?? null, ...settings.hidden, data?.classNames.length ?? null],
    };
  }, [run, form, dataset]);
}

function Film({ runs, run }: { runs: readonly LabRun[]; run: LabRun | null }): ReactElement {
  const trained = useTrained(run);
  const { playback } = useStore(howStore, (state) => state);
  const blocks = useMemo(() => blocksOf(trained.layers), [trained.layers]);
  usePlaying(blocks.length, run);
  // Another race may have fewer layers.
  const position = Math.min(playback.position, blocks.length - 1);
  const block = blocks[position] as Block;
  const shown = shownIteration(run, playback);
  const outcome = shown && outcomeOf(block, shown.record, trained.algorithm);
  return (
    <section className={styles.film} aria-label="One iteration, block by block">
      <PlaybackBar
        runs={runs}
        run={run}
        blockCount={blocks.length}
        iteration={shown?.record.iteration ?? null}
      />
      <BlockStrip
        blocks={blocks}
        position={position}
        record={shown?.record ?? null}
        onChoose={(chosen) => howStore.getState().change({ playback: goTo(playback, chosen, run) })}
      />
      <ChainDiagram blocks={blocks} position={position} widths={trained.widths} outcome={outcome} />
      <Key />
      <BlockPanel
        block={block}
        trained={trained}
        shown={shown}
        outcome={outcome}
        precision={run?.origin.device.precision ?? 'float32'}
        playing={playback.playing}
      />
    </section>
  );
}

/** Lights the next block at every beat while the film plays. */
function usePlaying(blockCount: number, run: LabRun | null): void {
  const playing = useStore(howStore, (state) => state.playback.playing);
  const speed = useStore(howStore, (state) => state.speed);
  const position = useStore(howStore, (state) => state.playback.position);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a beat begins with each block.
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      const { playback, change } = howStore.getState();
      change({ playback: nextBeat(playback, blockCount, run) });
    }, 1000 / speed);
    return () => clearTimeout(timer);
  }, [playing, speed, position, blockCount]);
}

function Key(): ReactElement {
  return (
    <ul className={styles.key} aria-label="What the marks mean">
      <li>
        <span className={styles.sample} data-state="old" /> still at k
      </li>
      <li>
        <span className={styles.sample} data-state="now" /> being updated
      </li>
      <li>
        <span className={styles.sample} data-state="new" /> at k + 1
      </li>
      <li>
        <span className={styles.sample} data-state="read" /> read by this block
      </li>
      <li>dashed arrow φ: tied by a penalty only</li>
    </ul>
  );
}
