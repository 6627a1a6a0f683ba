import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import { type Block, blockName } from './blocks.ts';
import styles from './how.module.css';

interface BlockStripProps {
  readonly blocks: readonly Block[];
  readonly position: number;
  readonly record: IterationRecord | null;
  readonly onChoose: (position: number) => void;
}

/** The order of the blocks; each is a button that lights it. */
export function BlockStrip({ blocks, position, record, onChoose }: BlockStripProps): ReactElement {
  return (
    <ol className={styles.strip} aria-label="Blocks of one iteration, in order">
      {blocks.map((block, index) => {
        const name = blockName(block);
        const raised =
          'layer' in block && record?.dlam?.raised.includes(`${block.kind}${block.layer}`);
        return (
          <li key={name}>
            <UnstyledButton
              className={styles.stop}
              aria-current={index === position ? 'step' : undefined}
              data-done={index < position || undefined}
              aria-label={raised ? `${name}, its first step raised F` : name}
              onClick={() => onChoose(index)}
            >
              {name}
              {raised && <span className={styles.raised}>↑F</span>}
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
