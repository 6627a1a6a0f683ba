/**
 * `npm run audit`: asks the registry for known vulnerabilities of every package in the lock files. Ends with 1 where one
 * of moderate severity or above has no exception (auditExceptions.ts), and with 2 where the registry did not answer: then
 * nothing is known.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { AUDIT_EXCEPTIONS } from './auditExceptions.ts';
import { judgeAudit } from './judgeAudit.ts';

const ROOT = join(import.meta.dirname, '..');
const FOUND = 1;
const UNKNOWN = 2;
const today = new Date().toISOString().slice(0, 10);

/** Says what is known of one lock file; returns the command's status. */
function report(folder: string): number {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--package-lock-only'], {
    cwd: join(ROOT, folder),
    encoding: 'utf8',
  });
  const file = join(folder, 'package-lock.json');
  const verdict = judgeAudit(stdout ?? '', AUDIT_EXCEPTIONS, today);
  switch (verdict.kind) {
    case 'clean':
      console.log(`${file}: clean at moderate level.`);
      for (const accepted of verdict.accepted) console.log(`  accepted: ${accepted}`);
      return 0;
    case 'found':
      console.error([`${file}:`, ...verdict.advisories].join('\n  '));
      return FOUND;
    case 'unknown':
      console.error(`${file}: NOT CHECKED, it may or may not be clean: ${verdict.reason}`);
      return UNKNOWN;
  }
}

const codes = ['.', 'bench'].map(report);
process.exitCode = codes.includes(FOUND) ? FOUND : Math.max(...codes);
