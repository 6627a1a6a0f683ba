import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import css from '../global.css?raw';
import { figureCsv, figureJson } from './figureData.ts';
import { figureSvg } from './figureSvg.ts';
import { lightColours } from './lightColours.ts';
import { type ColumnCount, PAPER_SIZES } from './paperSize.ts';
import { pngOf } from './pngOf.ts';

/** A kind of file. */
export interface FigureExport {
  /** In the menu. */
  readonly name: string;
  /** What the file's name ends in. */
  readonly suffix: string;
  readonly content: (spec: ChartSpec, xAxis: XAxis) => Blob | Promise<Blob>;
}

const colourOf = lightColours(css);

function svgOf(spec: ChartSpec, xAxis: XAxis, columns: ColumnCount): string {
  return figureSvg(spec, xAxis, { size: PAPER_SIZES[columns], colourOf });
}

function svg(columns: ColumnCount): FigureExport['content'] {
  return (spec, xAxis) => new Blob([svgOf(spec, xAxis, columns)], { type: 'image/svg+xml' });
}

function png(columns: ColumnCount): FigureExport['content'] {
  return (spec, xAxis) => pngOf(svgOf(spec, xAxis, columns));
}

/** In the order of the menu. */
export const EXPORTS: readonly FigureExport[] = [
  { name: 'SVG, one column', suffix: '.svg', content: svg('one') },
  { name: 'SVG, two columns', suffix: '-wide.svg', content: svg('two') },
  { name: 'PNG, one column', suffix: '.png', content: png('one') },
  { name: 'PNG, two columns', suffix: '-wide.png', content: png('two') },
  {
    name: 'CSV',
    suffix: '.csv',
    content: (spec, xAxis) => new Blob([figureCsv(spec, xAxis)], { type: 'text/csv' }),
  },
  {
    name: 'JSON',
    suffix: '.json',
    content: (spec, xAxis) => new Blob([figureJson(spec, xAxis)], { type: 'application/json' }),
  },
];
