import { csvField } from '../../sweep/csvField.ts';
import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import { axisLabel } from '../charts/costAxis.ts';
import type { Columns } from '../charts/decimate.ts';

const HEAD = ['figure', 'run', 'part', 'x name', 'x', 'y'];

/** One row a value, in full precision and not thinned out; RFC 4180. */
export function figureCsv(spec: ChartSpec, xAxis: XAxis): string {
  const name = nameOfX(xAxis);
  const rows = spec.series.flatMap(({ group, part, columns: { xs, ys, length } }) =>
    Array.from({ length }, (_, i) => [spec.title, group, part ?? '', name, xs[i], ys[i]]),
  );
  return [HEAD, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** The same with what the figure says of itself; null where a value is not finite. */
export function figureJson(spec: ChartSpec, xAxis: XAxis): string {
  const figure = {
    figure: spec.id,
    title: spec.title,
    unit: spec.unit,
    scale: spec.scale,
    xAxis: { kind: xAxis.kind, name: nameOfX(xAxis) },
    series: spec.series.map(({ group, part, columns }) => {
      const { xs, ys } = measured(columns);
      return { run: group, part, x: xs, y: ys };
    }),
    raised: spec.raised.map(({ group, columns }) => {
      const { xs, ys } = measured(columns);
      return { run: group, x: xs, blocks: ys };
    }),
  };
  return `${JSON.stringify(figure, null, 1)}\n`;
}

/** Columns may hold more than was there when the figure was asked for. */
function measured({ xs, ys, length }: Columns): Pick<Columns, 'xs' | 'ys'> {
  return { xs: xs.slice(0, length), ys: ys.slice(0, length) };
}

/** With the unit of the values as they are: an axis up to one operation has no prefix. */
function nameOfX({ kind }: XAxis): string {
  return axisLabel(kind, [0, 1]);
}
