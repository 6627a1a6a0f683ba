import { describe, expect, it } from 'vitest';
import { AUDIT_EXCEPTIONS } from '../../scripts/auditExceptions.ts';
import { judgeAudit } from '../../scripts/judgeAudit.ts';

const advisory = (severity: string) => ({
  name: 'left-pad',
  title: 'pads too much',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  severity,
});
/** As npm 10 and 11 write it: the second package has its trouble by way of the first. */
const report = (severity: string) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      'left-pad': { name: 'left-pad', severity, via: [advisory(severity)] },
      padder: { name: 'padder', severity, via: ['left-pad'] },
    },
  });
const exception = {
  advisory: 'GHSA-aaaa-bbbb-cccc',
  reason: 'Only the tests pad.',
  expires: '2026-06-30',
};

describe('judgeAudit', () => {
  it('is clean where nothing is known, or nothing that is serious', () => {
    const clean = { kind: 'clean', accepted: [] };
    expect(judgeAudit('{"vulnerabilities":{}}', [], '2026-01-01')).toEqual(clean);
    expect(judgeAudit(report('low'), [], '2026-01-01')).toEqual(clean);
  });

  it.each(['moderate', 'high', 'critical'])('names what is %s, once', (severity) => {
    expect(judgeAudit(report(severity), [], '2026-01-01')).toEqual({
      kind: 'found',
      advisories: [
        `left-pad: pads too much (${severity}, https://github.com/advisories/GHSA-aaaa-bbbb-cccc)`,
      ],
    });
  });

  it('accepts an exception up to its last day, and no other advisory by it', () => {
    const kind = (exceptions: Parameters<typeof judgeAudit>[1], today: string) =>
      judgeAudit(report('high'), exceptions, today).kind;
    expect(kind([exception], '2026-06-30')).toBe('clean');
    expect(kind([exception], '2026-07-01')).toBe('found');
    expect(kind([{ ...exception, advisory: 'cccc' }], '2026-06-30')).toBe('found');
  });

  it.each([
    ['{"message":"405 Method Not Allowed","error":{}}', '405 Method Not Allowed'],
    ['', 'npm audit gave no report'],
    ['<html>', 'npm audit gave no report'],
  ])('does not call clean what nobody looked at: %j', (output, reason) => {
    expect(judgeAudit(output, [exception], '2026-01-01')).toEqual({ kind: 'unknown', reason });
  });

  it('every exception has a reason and a day', () => {
    for (const { advisory: id, reason, expires } of [...AUDIT_EXCEPTIONS, exception]) {
      expect(id).toMatch(/^GHSA(-\w{4}){3}$/);
      expect(reason.length).toBeGreaterThan(10);
      expect(expires).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
