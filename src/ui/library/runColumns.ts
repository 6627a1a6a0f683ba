import type { IterationRecord } from '../../model/iterationRecord.ts';
import { SETTINGS, type SettingName } from '../../settings/settings.ts';
import { objectiveKind } from '../charts/objectiveKind.ts';
import { formatDuration, formatPercent } from '../format.ts';
import { FIGURES_OF_MANY, OBJECTIVE } from '../panels/runFigures.ts';
import { runStateText } from '../panels/runStateText.ts';
import { settingText } from '../settings/settingText.ts';
import type { LabRun } from '../store/labState.ts';
import { differingSettings, settingOf } from './differences.ts';

/** One column of the table of runs. */
export interface RunColumn {
  readonly key: string;
  readonly label: string;
  /** What the column is sorted by; null stands last. */
  readonly read: (run: LabRun) => number | string | null;
  readonly text: (run: LabRun) => string;
  /** Numbers stand on the right. */
  readonly numeric: boolean;
  /** What a first click puts on top. */
  readonly best: 'least' | 'most';
  /** Runs are sorted within groups whose figures are not comparable. */
  readonly group?: (run: LabRun) => string;
}

/** The first evaluation whose test accuracy reached the target; null where none did. */
export function firstAtTarget(run: LabRun, target: number): IterationRecord | null {
  for (let i = 0; i < run.count; i++) {
    const record = run.records[i] as IterationRecord;
    if (record.forward && record.forward.testAccuracy >= target) return record;
  }
  return null;
}

const ALGORITHM: RunColumn = {
  key: 'algorithm',
  label: 'Algorithm',
  read: ({ origin }) => settingText('algorithms', origin.settings),
  text: ({ origin }) => settingText('algorithms', origin.settings),
  numeric: false,
  best: 'least',
};

const STATE: RunColumn = {
  key: 'state',
  label: 'State',
  read: ({ state }) => runStateText(state),
  text: ({ state }) => runStateText(state),
  numeric: false,
  best: 'least',
};

const STARTED: RunColumn = {
  key: 'started',
  label: 'Started',
  read: ({ origin }) => origin.startedAt,
  text: ({ origin }) => dateText(origin.startedAt),
  numeric: false,
  best: 'most',
};

const DATA: RunColumn = {
  key: 'data',
  label: 'Data',
  read: ({ origin }) => `${origin.data.name} ${origin.data.hash}`,
  text: ({ origin }) => `${origin.data.name} (${origin.data.hash.slice(0, 6)})`,
  numeric: false,
  best: 'least',
};

function dateText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'short' });
}

function settingColumn(name: SettingName): RunColumn {
  const { description, control } = SETTINGS[name];
  const isNumber = control.kind === 'number';
  return {
    key: `setting-${name}`,
    label: description.label,
    read: (run) => {
      const text = settingOf(run, name);
      return isNumber && text !== null ? (run.origin.settings[name] as number | null) : text;
    },
    text: (run) => settingOf(run, name) ?? '–',
    numeric: isNumber,
    best: 'least',
  };
}

const FIGURES: readonly RunColumn[] = FIGURES_OF_MANY.map((figure) => ({
  key: figure.key,
  label: figure.head ?? figure.label,
  read: figure.read,
  text: (run) => {
    const value = figure.read(run);
    if (value === null) return '–';
    const kind = figure === OBJECTIVE ? `${objectiveKind(run.summary.algorithm)} ` : '';
    return kind + figure.format(value);
  },
  numeric: true,
  best: figure.best,
  ...(figure === OBJECTIVE ? { group: (run: LabRun) => objectiveKind(run.summary.algorithm) } : {}),
}));

function targetColumn(target: number): RunColumn {
  const read = (run: LabRun) => firstAtTarget(run, target)?.elapsedMs ?? null;
  return {
    key: 'time-to-target',
    label: `Time to ${formatPercent(target)}`,
    read,
    text: (run) => {
      const record = firstAtTarget(run, target);
      return record
        ? `${formatDuration(record.elapsedMs)} (iteration ${record.iteration})`
        : 'not reached';
    },
    numeric: true,
    best: 'least',
  };
}

/** The columns for these runs: the settings in which they differ, their newest figures, and what they took to a target accuracy. */
export function runColumns(runs: readonly LabRun[], target: number): readonly RunColumn[] {
  const severalData = new Set(runs.map(({ origin }) => origin.data.hash)).size > 1;
  const [accuracy, ...others] = FIGURES;
  return [
    ALGORITHM,
    ...(accuracy ? [accuracy] : []),
    targetColumn(target),
    ...differingSettings(runs).map(settingColumn),
    ...(severalData ? [DATA] : []),
    ...others,
    STATE,
    STARTED,
  ];
}

export interface ColumnOrder {
  readonly key: string;
  readonly first: 'least' | 'most';
}

/** The runs in the order of a column, those without a value last. */
export function inOrder(
  runs: readonly LabRun[],
  columns: readonly RunColumn[],
  order: ColumnOrder | null,
): readonly LabRun[] {
  const column = columns.find(({ key }) => key === order?.key);
  if (!column || !order) return runs;
  const group = column.group ?? (() => '');
  return runs.toSorted((one, other) => {
    const apart = group(one).localeCompare(group(other));
    if (apart !== 0) return apart;
    const [a, b] = [column.read(one), column.read(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const least =
      typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
    return order.first === 'least' ? least : -least;
  });
}

/** One click: the best on top; the next: the other way round; then the order of time. */
export function nextColumnOrder(order: ColumnOrder | null, column: RunColumn): ColumnOrder | null {
  if (order?.key !== column.key) return { key: column.key, first: column.best };
  if (order.first !== column.best) return null;
  return { key: column.key, first: column.best === 'least' ? 'most' : 'least' };
}
