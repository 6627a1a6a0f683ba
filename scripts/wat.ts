/** `npm run wat`: assembles the WebAssembly of the CPU engine. */
import { writeFile } from 'node:fs/promises';
import { assembleWat, moduleText, WAT, WAT_MODULE } from './assembleWat.ts';

const bytes = await assembleWat(WAT);
await writeFile(WAT_MODULE, moduleText(bytes));
console.log(`${WAT_MODULE}: ${bytes.length} bytes`);
