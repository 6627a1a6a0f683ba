import type { RaisedMarks, XAxis } from '../charts/chartSpec.ts';
import type { PlotArea } from '../charts/curvePath.ts';
import { raisedBars } from '../charts/raisedBars.ts';
import type { ColourOf } from './lightColours.ts';
import { FONT_PX } from './paperSize.ts';
import { element, textElement } from './svgText.ts';

const HIGHEST_ROW = 30;

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** A figure of nothing but ticks: a row each with its name and how many there are, as high as the share of each place. */
export function rowsSvg(
  rows: readonly RaisedMarks[],
  xAxis: XAxis,
  area: PlotArea,
  colourOf: ColourOf,
): string {
  const height = Math.min(HIGHEST_ROW, area.height / rows.length);
  return rows
    .map(({ group, color, columns, all }, index) => {
      const foot = rounded(area.top + area.height - (rows.length - 1 - index) * height);
      const d = raisedBars(columns, all, xAxis, area.width)
        .map(({ pixel, share }) => {
          const tall = rounded(Math.max(2, share * (height - 3)));
          return `M${rounded(area.left + pixel)} ${foot}v${-tall}`;
        })
        .join('');
      const line = `M${area.left} ${foot}h${rounded(area.width)}`;
      const name = { x: area.left - 7, y: rounded(foot - height / 2 + 0.35 * FONT_PX) };
      return [
        element('path', { d: line, stroke: colourOf('var(--lab-grid)') }),
        element('path', { d, stroke: colourOf(color), 'data-raised': group }),
        textElement('text', { ...name, 'text-anchor': 'end' }, `${group} ${columns.length}`),
      ].join('');
    })
    .join('');
}
