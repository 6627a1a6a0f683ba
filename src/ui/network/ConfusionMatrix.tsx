import { UnstyledButton } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import { Choice } from '../charts/Choice.tsx';
import { formatCount, formatPercent } from '../format.ts';
import { SideScroll } from '../SideScroll.tsx';
import { type Confusion, type ConfusionCell, columnTotal, countAt, rowTotal } from './confusion.ts';
import styles from './confusionMatrix.module.css';

interface ConfusionMatrixProps {
  readonly confusion: Confusion;
  readonly classNames: readonly string[];
  readonly selected: ConfusionCell | null;
  readonly onSelect: (cell: ConfusionCell | null) => void;
}

type Figure = 'counts' | 'shares';

/** Room for the names of the classes; narrower cells have none for their numbers, and the matrix scrolls sideways. */
const HEAD_PX = 34;
const LEAST_CELL_PX = 29;

/** True classes down, predicted ones across; arrow keys move between the cells, Enter shows a cell's samples. */
export function ConfusionMatrix(props: ConfusionMatrixProps): ReactElement {
  const { confusion, classNames, selected, onSelect } = props;
  const { classCount } = confusion;
  const [figure, setFigure] = useState<Figure>('counts');
  const [entered, setEntered] = useState(0);
  const [looked, setLooked] = useState<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const classes = Array.from({ length: classCount }, (_, index) => index);
  const largest = largestError(confusion);

  function press(event: KeyboardEvent, cell: number): void {
    const next = keyTarget(event.key, cell, classCount);
    if (next === null) return;
    event.preventDefault();
    setEntered(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  }

  return (
    <>
      <SideScroll className={styles.scroll}>
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys move through it.
          role="grid"
          aria-label="Confusion matrix: true classes by predicted classes"
          className={styles.table}
          style={{ minWidth: HEAD_PX + classCount * LEAST_CELL_PX }}
        >
          <thead>
            <tr>
              <td />
              <th scope="colgroup" colSpan={classCount} className={styles.axis}>
                predicted →
              </th>
              <td />
            </tr>
            <tr>
              <th scope="col" className={styles.axis}>
                true ↓
              </th>
              {classes.map((column) => (
                <th key={column} scope="col">
                  {classNames[column]}
                </th>
              ))}
              <th scope="col" className={styles.margin}>
                recall
              </th>
            </tr>
          </thead>
          <tbody>
            {classes.map((label) => (
              <tr key={label}>
                <th scope="row">{classNames[label]}</th>
                {classes.map((predicted) => {
                  const cell = { label, predicted };
                  const index = label * classCount + predicted;
                  return (
                    <Cell
                      key={predicted}
                      index={index}
                      cell={cell}
                      words={cellWords(confusion, cell, classNames)}
                      text={cellText(confusion, cell, figure)}
                      style={cellColours(confusion, cell, largest)}
                      selected={selected?.label === label && selected.predicted === predicted}
                      reachable={index === entered}
                      onSelect={onSelect}
                      onKeyDown={press}
                      onLook={setLooked}
                    />
                  );
                })}
                <td className={styles.margin}>
                  {shareText(
                    countAt(confusion, { label, predicted: label }),
                    rowTotal(confusion, label),
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className={styles.margin}>
                precision
              </th>
              {classes.map((column) => (
                <td key={column} className={styles.margin}>
                  {shareText(
                    countAt(confusion, { label: column, predicted: column }),
                    columnTotal(confusion, column),
                  )}
                </td>
              ))}
              <td />
            </tr>
          </tfoot>
        </table>
      </SideScroll>
      {/* One line for all cells: the cells themselves say it to those who hear it. */}
      <p className={styles.looked} aria-hidden="true">
        {looked ?? 'Point at a cell for its share of the row; choose it to see its samples.'}
      </p>
      <div className={styles.legend}>
        <Choice
          label="Figures of the cells"
          options={{ counts: 'Counts', shares: 'Row shares' }}
          value={figure}
          onChange={setFigure}
        />
        <span className={styles.key}>
          <span className={styles.swatch} data-right aria-hidden="true" /> right
        </span>
        <span className={styles.key}>
          <span className={styles.ramp} aria-hidden="true" /> wrong, 0 to {formatPercent(largest)}{' '}
          of the row
        </span>
      </div>
    </>
  );
}

interface CellProps {
  readonly index: number;
  readonly cell: ConfusionCell;
  readonly words: string;
  readonly text: string;
  readonly style: CSSProperties;
  readonly selected: boolean;
  /** The one cell that the tab key stops at. */
  readonly reachable: boolean;
  readonly onSelect: (cell: ConfusionCell | null) => void;
  readonly onKeyDown: (event: KeyboardEvent, index: number) => void;
  /** The pointer or the focus came to it. */
  readonly onLook: (words: string) => void;
}

function Cell(props: CellProps): ReactElement {
  const { index, cell, words, text, style, selected, reachable } = props;
  const { onSelect, onKeyDown, onLook } = props;
  return (
    <td className={styles.cell}>
      <UnstyledButton
        className={styles.button}
        style={style}
        data-cell={index}
        data-zero={text === '·' || undefined}
        data-selected={selected || undefined}
        tabIndex={reachable ? 0 : -1}
        aria-label={words}
        aria-pressed={selected}
        onClick={() => onSelect(selected ? null : cell)}
        onKeyDown={(event) => onKeyDown(event, index)}
        onPointerEnter={() => onLook(words)}
        onFocus={() => onLook(words)}
      >
        {text}
      </UnstyledButton>
    </td>
  );
}

function shareText(count: number, total: number): string {
  return total > 0 ? `${((100 * count) / total).toFixed(1)}%` : '–';
}

function cellText(confusion: Confusion, cell: ConfusionCell, figure: Figure): string {
  const count = countAt(confusion, cell);
  if (count === 0) return '·';
  if (figure === 'counts') return formatCount(count);
  return `${((100 * count) / rowTotal(confusion, cell.label)).toFixed(1)}`;
}

function cellWords(
  confusion: Confusion,
  cell: ConfusionCell,
  classNames: readonly string[],
): string {
  const count = countAt(confusion, cell);
  const total = rowTotal(confusion, cell.label);
  const share = total > 0 ? `, ${formatPercent(count / total)}` : '';
  return `${classNames[cell.label]} taken for ${classNames[cell.predicted]}: ${formatCount(count)} of ${formatCount(total)}${share}`;
}

/** The largest share of a row that is wrong in one way. */
function largestError(confusion: Confusion): number {
  let largest = 0;
  for (let label = 0; label < confusion.classCount; label++) {
    const total = rowTotal(confusion, label);
    for (let predicted = 0; predicted < confusion.classCount; predicted++)
      if (label !== predicted && total > 0)
        largest = Math.max(largest, countAt(confusion, { label, predicted }) / total);
  }
  return largest;
}

/** How strong the colour of a cell may be, in per cent, so that its number stays readable on it. */
const STRONGEST = 55;

/** Errors by their share of the row against the largest of all, so that they are seen beside the many that are right. */
function cellColours(confusion: Confusion, cell: ConfusionCell, largest: number): CSSProperties {
  const total = rowTotal(confusion, cell.label);
  const share = total > 0 ? countAt(confusion, cell) / total : 0;
  const right = cell.label === cell.predicted;
  const strength = right ? 0.35 * share : largest > 0 ? share / largest : 0;
  const hue = right ? 'var(--confusion-right)' : 'var(--confusion-wrong)';
  return {
    background: `color-mix(in srgb, ${hue} ${(STRONGEST * strength).toFixed(1)}%, var(--lab-panel))`,
  };
}

/** The cell that a key leads to; null for other keys. Movement ends at the edges. */
function keyTarget(key: string, cell: number, side: number): number | null {
  const [row, column] = [Math.floor(cell / side), cell % side];
  switch (key) {
    case 'ArrowLeft':
      return row * side + Math.max(0, column - 1);
    case 'ArrowRight':
      return row * side + Math.min(side - 1, column + 1);
    case 'ArrowUp':
      return Math.max(0, row - 1) * side + column;
    case 'ArrowDown':
      return Math.min(side - 1, row + 1) * side + column;
    case 'Home':
      return row * side;
    case 'End':
      return row * side + side - 1;
    default:
      return null;
  }
}
