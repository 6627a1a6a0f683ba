import { Button } from '@mantine/core';
import { type ReactElement, useRef } from 'react';
import { FileIcon } from '../icons.tsx';
import { useStores } from '../stores.ts';
import { loadWeightsFile } from './loadWeights.ts';

/** Chooses a safetensors file as the W⁰ of the next race. */
export function LoadButton(): ReactElement {
  const stores = useStores();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<FileIcon />}
        onClick={() => input.current?.click()}
      >
        Load weights
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".safetensors"
        aria-label="Weights file"
        data-testid="weights-file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void loadWeightsFile(file, stores);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
