import type { IterationRecord, RiseCounts, Span, SpanFigures } from '../model/iterationRecord.ts';
import { hasChanged, hasRisen } from '../theory/lemma1.ts';
import { conditionHeld } from '../theory/theorem1.ts';
import { decreaseTerm } from '../theory/theorem2.ts';

/** What a record stands for after the one before it: one iteration, or those that were left out as well. */
export function spanOf(former: IterationRecord, record: IterationRecord): Span {
  return record.span ?? { iterations: 1, dlam: figuresOf(former, record) };
}

function figuresOf(former: IterationRecord, record: IterationRecord): SpanFigures | null {
  const { dlam, objective } = record;
  if (!dlam || !former.dlam) return null;
  const { weights, dlam: before } = former;
  const risen = {
    float32: Number(hasRisen(former, record, 'float32')),
    float64: Number(hasRisen(former, record, 'float64')),
  };
  const none = { float32: 0, float64: 0 };
  const changed = hasChanged(before, dlam);
  const held = conditionHeld(before, dlam);
  return {
    raised: Object.fromEntries(dlam.raised.map((block) => [block, 1])),
    rises: changed ? none : risen,
    scheduleRises: changed ? risen : none,
    judged: Number(held !== null),
    held: Number(held === true),
    leastTerm: before.theta.length > 0 ? decreaseTerm({ weights, dlam: before }, dlam) : null,
    changed,
    least: Number.isFinite(objective) ? objective : null,
  };
}

/** Two spans, one after the other, as one. */
export function joined(former: Span, latter: Span): Span {
  return {
    iterations: former.iterations + latter.iterations,
    dlam: former.dlam && latter.dlam ? joinedFigures(former.dlam, latter.dlam) : null,
  };
}

function joinedFigures(former: SpanFigures, latter: SpanFigures): SpanFigures {
  const raised: Record<string, number> = { ...former.raised };
  for (const [block, count] of Object.entries(latter.raised))
    raised[block] = (raised[block] ?? 0) + count;
  return {
    raised,
    rises: sum(former.rises, latter.rises),
    scheduleRises: sum(former.scheduleRises, latter.scheduleRises),
    judged: former.judged + latter.judged,
    held: former.held + latter.held,
    leastTerm: lesser(former.leastTerm, latter.leastTerm),
    changed: former.changed || latter.changed,
    least: latter.changed ? latter.least : lesser(former.least, latter.least),
  };
}

function sum(one: RiseCounts, other: RiseCounts): RiseCounts {
  return { float32: one.float32 + other.float32, float64: one.float64 + other.float64 };
}

function lesser(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
