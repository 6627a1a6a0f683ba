import { Button } from '@mantine/core';
import { type ReactElement, useId } from 'react';
import { Help } from '../Help.tsx';
import { memoryParts, memoryText, tooLarge } from '../memoryText.ts';
import { useLab, useStores } from '../stores.ts';
import styles from './settings.module.css';

/** How much memory a race with the settings of the form takes; empty until it is known. */
export function MemoryLine(): ReactElement {
  const { lab } = useStores();
  const memory = useLab((state) => state.memory);
  const software = useLab((state) => state.device?.software ?? false);
  const id = useId();
  const problem = tooLarge(memory);
  return (
    <p className={styles.memory} data-problem={problem !== null || undefined} data-testid="memory">
      {memory && (
        <>
          <span id={id} className={styles.memoryText}>
            {problem ?? memoryText(memory, software)}
          </span>
          <Help labelId={id} text={<MemoryHelp parts={memoryParts(memory)} />} width={280} />
          {memory.refusal?.guessed && (
            <span className={styles.memoryChoice}>
              <Button size="compact-xs" variant="default" onClick={() => void lab.allowMemory()}>
                Allow it
              </Button>
            </span>
          )}
        </>
      )}
    </p>
  );
}

function MemoryHelp({ parts }: { parts: ReturnType<typeof memoryParts> }): ReactElement {
  return (
    <>
      All runs of a race are held at once:
      {parts.map(([name, size]) => (
        <span key={name} className={styles.memoryPart}>
          <span>{name}</span> <span>{size}</span>
        </span>
      ))}
    </>
  );
}
