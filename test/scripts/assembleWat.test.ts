import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { assembleWat, moduleText, WAT, WAT_MODULE } from '../../scripts/assembleWat.ts';

it('the WebAssembly of the CPU engine is the text beside it, assembled', async () => {
  const text = moduleText(await assembleWat(WAT));
  expect(await readFile(WAT_MODULE, 'utf8')).toBe(text);
});
