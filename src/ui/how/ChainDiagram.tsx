import type { ReactElement } from 'react';
import { useElementSize } from '../useElementSize.ts';
import type { Outcome } from './blockFigures.ts';
import {
  type Block,
  blockName,
  progressOf,
  readingsOf,
  type Variable,
  variableName,
} from './blocks.ts';
import styles from './chain.module.css';
import { type ChainLayout, chainLayout, type LayerPlace, NODE, type Point } from './chainLayout.ts';

interface ChainDiagramProps {
  readonly blocks: readonly Block[];
  readonly position: number;
  /** n_0 … n_L; null where it is not known yet. */
  readonly widths: readonly (number | null)[];
  readonly outcome: Outcome | null;
}

/** The variables as a chain X → W_1 → z_1 → a_1 → … → z_L → R; those of the lit block stand out. */
export function ChainDiagram(props: ChainDiagramProps): ReactElement {
  const [ref, size] = useElementSize();
  const layers = props.widths.length - 1;
  return (
    <div ref={ref} className={styles.chain}>
      {size && <Chain {...props} layout={chainLayout(layers, size.width)} />}
    </div>
  );
}

/** What the nodes are drawn from. */
interface Drawn extends ChainDiagramProps {
  readonly layout: ChainLayout;
}

function Chain(drawn: Drawn): ReactElement {
  const { layout, blocks, position, widths } = drawn;
  const block = blocks[position] as Block;
  const layers = layout.layers.length;
  const chain = blocks.flatMap((one) => ('layer' in one ? [blockName(one)] : []));
  return (
    <svg
      role="img"
      aria-label={`The network as a chain: X, ${chain.join(', ')}, R. Lit: ${blockName(block)}.`}
      width={layout.width}
      height={layout.height}
      className={styles.svg}
    >
      <defs>
        <marker
          id="chain-head"
          viewBox="0 0 6 6"
          refX="5"
          refY="3"
          markerWidth="6"
          markerHeight="6"
          orient="auto-start-reverse"
        >
          <path d="M0 0L6 3L0 6z" className={styles.head} />
        </marker>
      </defs>
      {layout.turns.map((path) => (
        <path key={path} d={path} className={styles.arrow} markerEnd="url(#chain-head)" />
      ))}
      <Node
        at={layout.input}
        name="X"
        state="data"
        read={reads(block, layers, 'a', 0)}
        note={widths[0] ?? null}
      />
      {layout.layers.map((place, index) => (
        <LayerCell
          key={place.layer}
          {...drawn}
          place={place}
          former={layout.layers[index - 1] ?? null}
        />
      ))}
    </svg>
  );
}

function reads(block: Block, layers: number, variable: Variable, layer: number): boolean {
  return readingsOf(block, layers).some(
    (reading) => reading.variable === variable && reading.layer === layer,
  );
}

interface LayerCellProps extends Drawn {
  readonly place: LayerPlace;
  readonly former: LayerPlace | null;
}

/** W_l, z_l and a_l, with the arrows into each. */
function LayerCell({
  place,
  former,
  layout,
  blocks,
  position,
  widths,
  outcome,
}: LayerCellProps): ReactElement {
  const { layer, weights, z, out } = place;
  const layers = layout.layers.length;
  const block = blocks[position] as Block;
  const of = (variable: Variable) => ({
    name: variableName(variable, layer),
    state: progressOf(blocks, position, variable, layer),
    read: reads(block, layers, variable, layer),
    rejected: outcome === 'taken-again',
  });
  const [outputs, inputs] = [widths[layer], widths[layer - 1]];
  return (
    <g>
      <LayerArrows
        place={place}
        before={former ? former.out : layout.input}
        last={layer === layers}
      />
      <Node
        {...of('W')}
        at={weights}
        square
        note={outputs && inputs ? `${outputs}×${inputs}` : null}
      />
      <Node {...of('z')} at={z} note={outputs ?? null} />
      {layer < layers ? (
        <Node {...of('a')} at={out} note={outputs ?? null} />
      ) : (
        <Node
          at={out}
          name="R"
          state="data"
          note="loss"
          read={block.kind === 'z' && block.layer === layers}
        />
      )}
    </g>
  );
}

interface LayerArrowsProps {
  readonly place: LayerPlace;
  /** Where the input of the layer stands, in this row or at the end of the one above. */
  readonly before: Point;
  readonly last: boolean;
}

function LayerArrows({ place, before, last }: LayerArrowsProps): ReactElement {
  const { layer, weights, z, out, first } = place;
  const half = NODE.weights / 2;
  return (
    <>
      {(!first || layer === 1) && (
        <Arrow from={before.x + NODE.radius} to={weights.x - half} y={weights.y} />
      )}
      <Arrow
        from={weights.x + half}
        to={z.x - NODE.radius}
        y={z.y}
        above={`φ${subscript(layer)}`}
        penalty
      />
      <Arrow
        from={z.x + NODE.radius}
        to={out.x - NODE.radius}
        y={z.y}
        above={last ? '' : 'h'}
        below={last ? '' : '±ε'}
      />
    </>
  );
}

function subscript(layer: number): string {
  return variableName('z', layer).slice(1);
}

interface ArrowProps {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly above?: string;
  readonly below?: string;
  /** A penalty ties its two ends together, and no more than that. */
  readonly penalty?: boolean;
}

function Arrow({ from, to, y, above = '', below = '', penalty = false }: ArrowProps): ReactElement {
  const middle = (from + to) / 2;
  return (
    <>
      <path
        d={`M${from} ${y}H${to - 1}`}
        className={styles.arrow}
        data-penalty={penalty || undefined}
        markerEnd="url(#chain-head)"
      />
      <text x={middle} y={y - 8} className={styles.onArrow}>
        {above}
      </text>
      <text x={middle} y={y + 18} className={styles.onArrow}>
        {below}
      </text>
    </>
  );
}

interface NodeProps {
  readonly at: Point;
  readonly name: string;
  readonly state: 'old' | 'now' | 'new' | 'data';
  readonly read: boolean;
  /** Below it: its size. */
  readonly note: string | number | null;
  readonly square?: boolean;
  /** The extrapolated point was given up. */
  readonly rejected?: boolean;
}

/** How far the outline of the extrapolated point lies from the variable itself. */
const AHEAD = { x: 9, y: -11 };

function Node({
  at,
  name,
  state,
  read,
  note,
  square = false,
  rejected = false,
}: NodeProps): ReactElement {
  const extrapolates = state === 'now' && !name.startsWith('z');
  return (
    <g className={styles.node} data-state={state} data-read={read || undefined}>
      {extrapolates && (
        <g className={styles.ghost} data-rejected={rejected || undefined}>
          <Outline at={{ x: at.x + AHEAD.x, y: at.y + AHEAD.y }} square={square} />
          <text x={at.x + AHEAD.x + 16} y={at.y + AHEAD.y - 30} className={styles.onArrow}>
            {rejected ? '+ ω: given up' : '+ ω'}
          </text>
        </g>
      )}
      <Outline at={at} square={square} className={styles.shape} />
      {read && <Outline at={at} square={square} className={styles.ring} grow={5} />}
      <text x={at.x} y={at.y + 5} className={styles.name}>
        {name}
      </text>
      <text x={at.x} y={at.y + NODE.radius + 20} className={styles.note}>
        {note}
      </text>
    </g>
  );
}

interface OutlineProps {
  readonly at: Point;
  readonly square: boolean;
  readonly className?: string | undefined;
  readonly grow?: number;
}

function Outline({ at, square, className, grow = 0 }: OutlineProps): ReactElement {
  if (!square) return <circle cx={at.x} cy={at.y} r={NODE.radius + grow} className={className} />;
  const half = NODE.weights / 2 + grow;
  return (
    <rect
      x={at.x - half}
      y={at.y - half}
      width={2 * half}
      height={2 * half}
      rx={4 + grow}
      className={className}
    />
  );
}
