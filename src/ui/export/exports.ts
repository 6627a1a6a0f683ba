import css from '../global.css?raw';
import { figureCsv, figureJson } from './figureData.ts';
import { figureSvg } from './figureSvg.ts';
import { lightColours } from './lightColours.ts';
import { type ColumnCount, PAPER_SIZES } from './paperSize.ts';
import { pngOf } from './pngOf.ts';
import type { Figure } from './useFigure.ts';

/** A kind of file. */
export interface FigureExport {
  /** In the menu. */
  readonly name: string;
  /** What the file's name ends in. */
  readonly suffix: string;
  readonly content: (figure: Figure) => Blob | Promise<Blob>;
}

const colourOf = lightColours(css);

function svgOf(figure: Figure, columns: ColumnCount): string {
  return figureSvg(figure, { size: PAPER_SIZES[columns], colourOf });
}

function svg(columns: ColumnCount): FigureExport['content'] {
  return (figure) => new Blob([svgOf(figure, columns)], { type: 'image/svg+xml' });
}

function png(columns: ColumnCount, dotsPerInch: number): FigureExport['content'] {
  return (figure) => pngOf(svgOf(figure, columns), dotsPerInch);
}

/** In the order of the menu. */
export const EXPORTS: readonly FigureExport[] = [
  { name: 'SVG, one column', suffix: '.svg', content: svg('one') },
  { name: 'SVG, two columns', suffix: '-wide.svg', content: svg('two') },
  { name: 'PNG, one column', suffix: '.png', content: png('one', 300) },
  { name: 'PNG, one column, 600 dpi', suffix: '-600dpi.png', content: png('one', 600) },
  { name: 'PNG, two columns', suffix: '-wide.png', content: png('two', 300) },
  { name: 'PNG, two columns, 600 dpi', suffix: '-wide-600dpi.png', content: png('two', 600) },
  {
    name: 'CSV',
    suffix: '.csv',
    content: ({ spec, xAxis }) => new Blob([figureCsv(spec, xAxis)], { type: 'text/csv' }),
  },
  {
    name: 'JSON',
    suffix: '.json',
    content: ({ spec, xAxis }) => new Blob([figureJson(spec, xAxis)], { type: 'application/json' }),
  },
];
