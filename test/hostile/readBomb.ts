/** Reads one bomb in a process of its own: `readBomb.ts NAME` writes what came of it and what it took as JSON. */
import { BOMBS } from './bombs.ts';

/** Of the whole process since it began, in bytes, as the kernel counted it. */
const peak = () => 1024 * process.resourceUsage().maxRSS;

const before = process.memoryUsage.rss();
const read = BOMBS[process.argv[2] ?? '']?.();
if (!read) throw new Error(`There is no bomb called ${process.argv[2]}.`);
const start = performance.now();
const outcome = await Promise.resolve()
  .then(read)
  .then(
    () => ({ name: null, message: 'It was read.' }),
    ({ name, message }: Error) => ({ name, message }),
  );
console.log(
  JSON.stringify({ ...outcome, taken: peak() - before, elapsed: performance.now() - start }),
);
