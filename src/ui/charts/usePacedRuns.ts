import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { allRuns, type LabRun } from '../store/labState.ts';
import { useStores } from '../stores.ts';
import { drawingTurns } from '../turns.ts';
import { afterPaint } from '../useAfterPaint.ts';

/** Charts are redrawn at most this often; the figures beside them follow every frame. */
const SHORTEST_PAUSE_MS = 33;
const LONGEST_PAUSE_MS = 250;
/** Drawing may take one part of the time in so many, so that buttons and typing stay prompt. */
const DRAWING_SHARE = 3;

/**
 * All runs as the charts show them: the newest state there is, but never so often that drawing takes up
 * the page. Unlike useDeferredValue this cannot starve while every frame brings new records.
 */
export function usePacedRuns(): readonly LabRun[] {
  const { store } = useStores().lab;
  const [runs, setRuns] = useState(() => allRuns(store.getState()));
  const drawing = useRef({ startedAt: 0, endedAt: 0, spentBefore: 0, cost: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only drawings of new records are timed.
  useLayoutEffect(() => {
    drawing.current.endedAt = performance.now();
  }, [runs]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let takeBack = () => {};
    const draw = () => {
      timer = undefined;
      const { startedAt, endedAt, spentBefore } = drawing.current;
      const spent = drawingTurns.spent();
      drawing.current = {
        startedAt: performance.now(),
        endedAt,
        spentBefore: spent,
        cost: Math.max(0, endedAt - startedAt) + spent - spentBefore,
      };
      setRuns(allRuns(store.getState()));
    };
    const follow = () => {
      const { startedAt, cost } = drawing.current;
      const pause = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, DRAWING_SHARE * cost));
      const wait = Math.max(0, startedAt + pause - performance.now());
      timer ??= setTimeout(() => {
        takeBack = afterPaint(draw);
      }, wait);
    };
    follow();
    const unsubscribe = store.subscribe((state, before) => {
      if (state.race !== before.race || state.kept !== before.kept) follow();
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
      takeBack();
    };
  }, [store]);
  return runs;
}
