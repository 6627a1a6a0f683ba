import { allRuns, type LabRun, type LabRunState, lastRecord } from '../store/labState.ts';
import type { LabStore } from '../store/labStore.ts';
import { isLoss, toReportedError } from '../store/reportedError.ts';
import type { RunStorage } from './runStorage.ts';

/** The newest weights of a run of the race, as a safetensors file. */
export type WeightsReader = (run: LabRun) => Promise<Uint8Array>;

/** Single steps follow each other: the weights are read once they have ended. */
const SETTLE_MS = 400;

/** While it trains its weights change: they are kept when it rests. */
function rests({ kind }: LabRunState): boolean {
  return kind === 'finished' || kind === 'paused';
}

/** Keeps the weights of every run of the race whenever it ends or pauses. `report` hears once why it could not be done. */
export function keepWeights(
  store: LabStore,
  storage: RunStorage,
  read: WeightsReader,
  report: (reason: unknown) => void,
): void {
  const keptAt = new Map<string, number>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let reported = false;
  let turn: Promise<void> = Promise.resolve();

  /** A race that is resumed has the same runs, and another number. */
  const isRace = (number: number) => store.getState().race?.number === number;
  /** It may train again by now, or have been lost with its worker. */
  const stillRests = ({ key }: LabRun) =>
    store.getState().race?.runs.some((run) => run.key === key && rests(run.state));

  async function keep(run: LabRun, race: number): Promise<void> {
    if (!isRace(race) || !stillRests(run)) return;
    const file = await read(run);
    // Deleted meanwhile: nothing would ever take its weights away again.
    if (allRuns(store.getState()).every(({ key }) => key !== run.key)) return;
    await storage.putWeights(run.key, file);
  }

  function keepInTurn(run: LabRun, race: number): void {
    turn = turn
      .then(() => keep(run, race))
      .catch((reason: unknown) => {
        // The worker holds no weights of a race that made room for another, or is about to, and none of one that was lost.
        const { activity } = store.getState();
        if (
          !reported &&
          isRace(race) &&
          activity !== 'preparing' &&
          !isLoss(toReportedError(reason))
        ) {
          reported = true;
          report(reason);
        }
      });
  }

  store.subscribe(({ race }, before) => {
    if (!race || race === before.race || race.ended) return;
    for (const run of race.runs) {
      const iteration = lastRecord(run)?.iteration ?? 0;
      if (!rests(run.state) || iteration === 0 || keptAt.get(run.key) === iteration) continue;
      keptAt.set(run.key, iteration);
      clearTimeout(timers.get(run.key));
      timers.set(
        run.key,
        setTimeout(() => keepInTurn(run, race.number), SETTLE_MS),
      );
    }
  });
}
