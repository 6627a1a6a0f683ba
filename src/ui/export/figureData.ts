import { csvField } from '../../sweep/csvField.ts';
import type { ChartSpec, Series, XAxis } from '../charts/chartSpec.ts';
import { axisLabel } from '../charts/costAxis.ts';
import type { Columns } from '../charts/decimate.ts';

const HEAD = ['figure', 'run', 'part', 'x name', 'x', 'y'];

/** A column that only some figures have; null where a curve has none. */
interface ExtraColumn {
  readonly name: string;
  readonly of: (series: Series) => readonly number[] | null;
}

/** y is what was measured, or the median; beside it its average, and how far the runs lie apart. */
const EXTRAS: readonly ExtraColumn[] = [
  { name: 'smoothed', of: ({ raw, columns }) => (raw ? columns.ys : null) },
  { name: 'low', of: ({ band }) => band?.low ?? null },
  { name: 'high', of: ({ band }) => band?.high ?? null },
  { name: 'quartile25', of: ({ band }) => band?.quartiles?.low ?? null },
  { name: 'quartile75', of: ({ band }) => band?.quartiles?.high ?? null },
];

/** One row a value, in full precision and not thinned out; RFC 4180. */
export function figureCsv(spec: ChartSpec, xAxis: XAxis): string {
  const name = nameOfX(xAxis);
  const extras = EXTRAS.filter(({ of }) => spec.series.some((series) => of(series) !== null));
  const rows = spec.series.flatMap((series) => {
    const { xs, ys, length } = series.raw ?? series.columns;
    const beside = extras.map(({ of }) => of(series));
    const { group, part } = series;
    return Array.from({ length }, (_, i) => [
      spec.title,
      group,
      part ?? '',
      name,
      xs[i],
      ys[i],
      ...beside.map((column) => column?.[i] ?? ''),
    ]);
  });
  const head = [...HEAD, ...extras.map((extra) => extra.name)];
  return [head, ...rows, ...tickRows(spec, name)]
    .map((row) => `${row.map(csvField).join(',')}\r\n`)
    .join('');
}

/** Of a figure of nothing but ticks, the places of each row. */
function tickRows({ title, series, raised }: ChartSpec, name: string) {
  if (series.length > 0) return [];
  return raised.flatMap(({ group, columns: { xs, ys, length } }) =>
    Array.from({ length }, (_, i) => [title, group, '', name, xs[i], ys[i]]),
  );
}

/** The same with what the figure says of itself; null where a value is not finite. */
export function figureJson(spec: ChartSpec, xAxis: XAxis): string {
  const figure = {
    figure: spec.id,
    title: spec.title,
    unit: spec.unit,
    scale: spec.scale,
    ...(spec.smoothed ? { smoothing: spec.smoothed } : {}),
    xAxis: { kind: xAxis.kind, name: nameOfX(xAxis), scale: xAxis.scale ?? 'linear' },
    series: spec.series.map(seriesData),
    raised: spec.raised.map(({ group, columns }) => {
      const { xs, ys } = measured(columns);
      return { run: group, x: xs, blocks: ys };
    }),
  };
  return `${JSON.stringify(figure, null, 1)}\n`;
}

function seriesData(series: Series) {
  const { xs, ys } = measured(series.raw ?? series.columns);
  const extras = EXTRAS.flatMap(({ name, of }) => {
    const column = of(series);
    return column ? [[name, column.slice(0, xs.length)]] : [];
  });
  const { group, part, band } = series;
  return {
    run: group,
    part,
    ...(band ? { of: band.words } : {}),
    x: xs,
    y: ys,
    ...Object.fromEntries(extras),
  };
}

/** Columns may hold more than was there when the figure was asked for. */
function measured({ xs, ys, length }: Columns): Pick<Columns, 'xs' | 'ys'> {
  return { xs: xs.slice(0, length), ys: ys.slice(0, length) };
}

/** With the unit of the values as they are: an axis up to one operation has no prefix. */
function nameOfX({ kind }: XAxis): string {
  return axisLabel({ kind, domain: [0, 1] });
}
