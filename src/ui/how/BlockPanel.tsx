import type { ReactElement } from 'react';
import type { Precision } from '../../theory/lemma1.ts';
import { Formula } from '../formula/Formula.tsx';
import {
  changeOfF,
  figuresOf,
  movesOf,
  type Outcome,
  type ShownIteration,
} from './blockFigures.ts';
import type { Block } from './blocks.ts';
import { blockName } from './blocks.ts';
import { outcomeWords, type Trained, wordsOf } from './blockWords.ts';
import styles from './how.module.css';
import { MoveFigure } from './MoveFigure.tsx';

interface BlockPanelProps {
  readonly block: Block;
  readonly trained: Trained;
  /** null before the first iteration. */
  readonly shown: ShownIteration | null;
  readonly outcome: Outcome | null;
  readonly precision: Precision;
  readonly playing: boolean;
}

/** What the lit block solves, and what came of it in the iteration shown. */
export function BlockPanel(props: BlockPanelProps): ReactElement {
  const { block, trained, playing } = props;
  const { title, source, formulas, explanation } = wordsOf(block, trained);
  return (
    <div className={styles.block}>
      <div className={styles.solves}>
        {/* Played at up to eight blocks a second, only blocks chosen by hand are announced. */}
        <div className={styles.blockHead} aria-live={playing ? 'off' : 'polite'}>
          <h2 data-testid="how-block" data-value={blockName(block)}>
            {title}
          </h2>
          <span className={styles.quiet}>{source}</span>
        </div>
        {formulas.map((tex) => (
          <Formula key={tex} tex={tex} display />
        ))}
        <p className={styles.explanation}>{explanation}</p>
      </div>
      <BlockNumbers {...props} />
    </div>
  );
}

function BlockNumbers({
  block,
  trained,
  shown,
  outcome,
  precision,
}: BlockPanelProps): ReactElement {
  if (!shown)
    return (
      <div className={styles.numbers}>
        <p className={styles.quiet}>
          No iteration has been trained yet. Its real figures for this block will stand here.
        </p>
      </div>
    );
  const moves = movesOf(block, shown);
  return (
    <div className={styles.numbers}>
      <h3>In iteration {shown.record.iteration}</h3>
      <dl className={styles.figures}>
        {figuresOf(block, shown).map(({ name, meaning, value, text }) => (
          <div key={name}>
            <dt>
              {name} <small>{meaning}</small>
            </dt>
            <dd data-testid={`how-${name}`} data-value={value}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
      {block.kind === 'objective' && (
        <p className={styles.outcome}>{changeOfF(shown, trained.algorithm, precision)}</p>
      )}
      {outcome && (
        <p className={styles.outcome} data-raised={outcome !== 'kept' || undefined}>
          {outcomeWords(outcome)}
        </p>
      )}
      {moves && <MoveFigure moves={moves} name={blockName(block)} outcome={outcome} />}
    </div>
  );
}
