import type { AuditException } from './auditExceptions.ts';

/** What an audit comes to; `unknown` is no clean bill. */
export type Verdict =
  | { readonly kind: 'clean'; readonly accepted: readonly string[] }
  | { readonly kind: 'found'; readonly advisories: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Of `npm audit --json`, as far as it is used. */
interface Advisory {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly severity: string;
}

const SERIOUS = ['moderate', 'high', 'critical'];

/** Vulnerabilities that only lead to others by their name are listed with those. */
function advisoriesOf(vulnerabilities: Readonly<Record<string, unknown>>): Advisory[] {
  const all = Object.values(vulnerabilities).flatMap((entry) => {
    const via = (entry as { via?: unknown }).via;
    return Array.isArray(via) ? via.filter((cause) => typeof cause === 'object') : [];
  });
  return [...new Map(all.map((advisory: Advisory) => [advisory.url, advisory])).values()];
}

/**
 * Judges the output of `npm audit --json`: advisories of moderate severity and above count unless an exception names
 * them that has not expired on `today` (YYYY-MM-DD).
 */
export function judgeAudit(
  output: string,
  exceptions: readonly AuditException[],
  today: string,
): Verdict {
  const report = parsed(output);
  const { vulnerabilities, message } = report ?? {};
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) {
    const reason = typeof message === 'string' ? message : 'npm audit gave no report';
    return { kind: 'unknown', reason };
  }
  const valid = exceptions.filter(({ expires }) => today <= expires);
  const isAccepted = ({ url }: Advisory) =>
    valid.some(({ advisory }) => url.endsWith(`/${advisory}`));
  const words = ({ name, severity, title, url }: Advisory) =>
    `${name}: ${title} (${severity}, ${url})`;
  const serious = advisoriesOf(vulnerabilities as Record<string, unknown>).filter(({ severity }) =>
    SERIOUS.includes(severity),
  );
  const open = serious.filter((advisory) => !isAccepted(advisory));
  if (open.length > 0) return { kind: 'found', advisories: open.map(words) };
  return { kind: 'clean', accepted: serious.map(words) };
}

function parsed(output: string): { vulnerabilities?: unknown; message?: unknown } | null {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}
