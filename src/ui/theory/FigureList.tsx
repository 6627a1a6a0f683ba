import { type ReactElement, useId } from 'react';
import type { RiseKind } from '../../theory/lemma1.ts';
import chartStyles from '../charts/charts.module.css';
import { formatCount, formatNumber, formatPercent } from '../format.ts';
import { Help } from '../Help.tsx';
import type { HelpText } from '../helpText.ts';
import type { LabRun } from '../store/labState.ts';
import type { RunTheory } from './runTheory.ts';
import styles from './theory.module.css';
import { HELP, iterationList } from './words.ts';

interface FigureProps {
  readonly name: string;
  readonly help: HelpText;
  /** Names the value for tests. */
  readonly testId: string;
  readonly value: string;
  /** Says more of the value, in small print. */
  readonly detail: string;
  readonly bad?: boolean;
}

/** What the theory predicts, against what the run did. */
export function FigureList({ run, theory }: { run: LabRun; theory: RunTheory }): ReactElement {
  const { lemma1, theorem1, theorem2 } = theory;
  const titleId = useId();
  const monotone = run.summary.algorithm === 'mdlam';
  const { curve } = theorem2;
  const violations = lemma1.count('violation');
  return (
    <section className={chartStyles.panel} aria-labelledby={titleId}>
      <div className={chartStyles.head}>
        <h2 id={titleId}>Predicted and found</h2>
      </div>
      <dl className={styles.figures}>
        {monotone ? (
          <Figure
            name="Lemma 1 violations"
            help={HELP.violations}
            testId="lemma1-violations"
            value={formatCount(violations)}
            detail={violations > 0 ? risesAt(theory, 'violation') : 'F never rose at fixed ε and ρ'}
            bad={violations > 0}
          />
        ) : (
          <Figure
            name="DLAM’s rises of F"
            help={HELP.dlamRises}
            testId="dlam-rises"
            value={formatCount(lemma1.count('dlam-rise'))}
            detail={risesAt(theory, 'dlam-rise')}
          />
        )}
        <Figure
          name="Rises as ε or ρ changed"
          help={HELP.scheduleRises}
          testId="schedule-rises"
          value={formatCount(lemma1.count('shrinking-epsilon'))}
          detail={risesAt(theory, 'shrinking-epsilon')}
        />
        <Figure
          name="Theorem 1’s condition"
          help={HELP.theorem1}
          testId="theorem1-held"
          value={theorem1.share === null ? '–' : formatPercent(theorem1.share)}
          detail={`held in ${formatCount(theorem1.held)} of ${formatCount(theorem1.judged)} iterations`}
        />
        <Figure
          name="k·c_k now"
          help={HELP.theorem2}
          testId="theorem2-now"
          value={curve.length > 0 ? formatNumber(curve.ys[curve.length - 1] as number, 4) : '–'}
          detail={decreaseDetail(theorem2.current)}
        />
      </dl>
    </section>
  );
}

function decreaseDetail(decrease: number | null): string {
  if (decrease === null) return '';
  const said = `c_k = ${formatNumber(decrease, 4)}`;
  return decrease < 0 ? `${said}, negative because that condition failed` : said;
}

function risesAt({ lemma1 }: RunTheory, kind: RiseKind): string {
  return iterationList(lemma1.rises.filter((rise) => rise.kind === kind));
}

function Figure({ name, help, testId, value, detail, bad = false }: FigureProps): ReactElement {
  const id = useId();
  return (
    <div>
      <dt>
        <span id={id}>{name}</span>
        <Help labelId={id} {...help} />
      </dt>
      <dd>
        <strong data-testid={testId} className={bad ? styles.bad : undefined}>
          {value}
        </strong>
        <small>{detail}</small>
      </dd>
    </div>
  );
}
