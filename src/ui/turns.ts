/** A turn shares the task of the one before it while the task is younger than this: a frame. */
const TASK_MS = 16;

export interface Turns {
  /** Asks for a turn; who waits already keeps the place, and acts once. */
  readonly ask: (act: () => void) => void;
  readonly leave: (act: () => void) => void;
  /** Milliseconds that turns have taken so far, all together. */
  readonly spent: () => number;
}

/**
 * What takes a while each (drawing a chart), one after the other with room for input and frames between: a page of charts
 * that are drawn at once answers nothing until the last of them is there.
 */
export function createTurns(): Turns {
  const waiting = new Set<() => void>();
  let spent = 0;
  let due = false;
  const later = () => {
    due = true;
    setTimeout(run);
  };
  function run(): void {
    due = false;
    const startedAt = performance.now();
    try {
      for (const act of waiting) {
        waiting.delete(act);
        act();
        if (performance.now() - startedAt >= TASK_MS) break;
      }
    } finally {
      spent += performance.now() - startedAt;
      if (waiting.size > 0 && !due) later();
    }
  }
  return {
    ask: (act) => {
      waiting.add(act);
      if (!due) later();
    },
    leave: (act) => void waiting.delete(act),
    spent: () => spent,
  };
}

/** The page draws with one thread. */
export const drawingTurns = createTurns();
