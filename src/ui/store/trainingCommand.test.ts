import { expect, it } from 'vitest';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRace, fakeRun } from '../testing/fakeRun.ts';
import { EMPTY_LAB, type LabState } from './labState.ts';
import { createSettingsStore } from './settingsStore.ts';
import { isAvailable, type TrainingCommand } from './trainingCommand.ts';

const COMMANDS: readonly TrainingCommand[] = ['run', 'step', 'reset'];
const NO_STORAGE = () => ({ getItem: () => null, setItem: () => {}, removeItem: () => {} });

const moved = fakeRun('dlam', [fakeRecord(0), fakeRecord(1)]);
const over = { ...moved, state: { kind: 'finished', reason: 'iterations' } } as const;

const NO_RACE = EMPTY_LAB;
const READY: LabState = { ...EMPTY_LAB, race: fakeRace(fakeRun('dlam')) };
const PAUSED: LabState = { ...EMPTY_LAB, race: fakeRace(moved) };
const RUNNING: LabState = { ...PAUSED, running: true };
const FINISHED: LabState = { ...EMPTY_LAB, race: fakeRace(over) };

function available(lab: LabState, setting?: readonly [name: 'seed' | 'dataset', value: unknown]) {
  const settings = createSettingsStore(NO_STORAGE);
  if (setting) settings.getState().change(...setting);
  return COMMANDS.filter((command) => isAvailable(command, lab, settings.getState()));
}

it.each([
  ['no race', NO_RACE, ['run', 'step'], []],
  ['a race at its start', READY, ['run', 'step', 'reset'], []],
  ['a running race', RUNNING, ['run', 'reset'], ['run']],
  ['a paused race', PAUSED, ['run', 'step', 'reset'], ['run', 'step']],
  ['a finished race', FINISHED, ['run', 'reset'], []],
] as const)('with %s %3$j are available, and with a faulty form %4$j', (_, lab, valid, faulty) => {
  expect(available(lab)).toEqual(valid);
  expect(available(lab, ['seed', 'none'])).toEqual(faulty);
  expect(available(lab, ['dataset', 'files'])).toEqual(faulty);
  expect(available({ ...lab, activity: 'pausing' })).toEqual([]);
});
