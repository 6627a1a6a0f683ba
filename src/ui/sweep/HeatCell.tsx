import { Tooltip, UnstyledButton } from '@mantine/core';
import type { CSSProperties, KeyboardEvent, ReactElement } from 'react';
import type { CellContent } from '../../sweep/summary.ts';
import styles from './heatMap.module.css';
import { cssColour, type HeatScale, heatColour, heatShare, inkOn } from './heatScale.ts';

interface HeatCellProps {
  readonly cell: number;
  readonly content: CellContent;
  /** All that is known of the cell. */
  readonly lines: readonly string[];
  readonly scale: HeatScale | null;
  readonly brief: (value: number) => string;
  /** A run of this cell is under way. */
  readonly active: boolean;
  readonly selected: boolean;
  /** The one cell that the tab key stops at. */
  readonly reachable: boolean;
  readonly onSelect: (cell: number) => void;
  readonly onKeyDown: (event: KeyboardEvent, cell: number) => void;
}

export function HeatCell(props: HeatCellProps): ReactElement {
  const { cell, content, lines, scale, brief, active, selected, reachable } = props;
  const spoken = [...lines, ...(active ? ['in training'] : [])].join('; ');
  return (
    <td className={styles.cell}>
      <Tooltip
        label={lines.map((line) => <div key={line}>{line}</div>)}
        multiline
        maw={320}
        withArrow
        events={{ hover: true, focus: true, touch: true }}
      >
        <UnstyledButton
          className={styles.button}
          style={colours(content, scale)}
          data-cell={cell}
          data-kind={content.kind}
          data-value={content.kind === 'value' ? content.value : undefined}
          data-active={active || undefined}
          data-selected={selected || undefined}
          tabIndex={reachable ? 0 : -1}
          aria-label={spoken}
          aria-pressed={selected}
          onClick={() => props.onSelect(cell)}
          onKeyDown={(event) => props.onKeyDown(event, cell)}
        >
          <Content content={content} brief={brief} />
        </UnstyledButton>
      </Tooltip>
    </td>
  );
}

function colours(content: CellContent, scale: HeatScale | null): CSSProperties | undefined {
  if (content.kind !== 'value' || !scale) return undefined;
  const ground = heatColour(heatShare(scale, content.value));
  return { background: cssColour(ground), color: inkOn(ground) };
}

interface ContentProps {
  readonly content: CellContent;
  readonly brief: (value: number) => string;
}

function Content({ content, brief }: ContentProps): ReactElement | null {
  switch (content.kind) {
    case 'empty':
      return null;
    case 'value':
      return <span>{brief(content.value)}</span>;
    case 'diverged':
      return <span className={styles.word}>diverged at {content.iteration}</span>;
    case 'failed':
      return <span className={styles.word}>failed</span>;
  }
}
