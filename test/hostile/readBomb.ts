/** Reads one bomb in a process of its own: `readBomb.ts NAME` writes what came of it and what it took as JSON. */
import { ConfigurationError, DatasetFormatError } from '../../src/model/errors.ts';
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
    () => ({ outcome: 'read', message: 'It was read.' }),
    (error: Error) => {
      const typed = error instanceof DatasetFormatError || error instanceof ConfigurationError;
      return { outcome: typed ? 'refused' : error.name, message: error.message };
    },
  );
console.log(
  JSON.stringify({ ...outcome, taken: peak() - before, elapsed: performance.now() - start }),
);
