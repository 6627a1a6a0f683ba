import { lazy, type ReactElement, Suspense } from 'react';
import styles from './formula.module.css';

interface FormulaProps {
  /** TeX, as KaTeX reads it. */
  readonly tex: string;
  /** On a line of its own, with limits above and below its sums. */
  readonly display?: boolean;
}

/** KaTeX and its fonts weigh as much as the page: fetched with the first formula. Without them the TeX stands for itself. */
const Typeset = lazy(() =>
  import('./Typeset.tsx').then(
    (module) => ({ default: module.Typeset }),
    () => ({ default: Plain }),
  ),
);

/** A formula, typeset and as MathML for screen readers; its plain text until KaTeX is there. */
export function Formula({ tex, display = false }: FormulaProps): ReactElement {
  return (
    <span className={styles.formula} data-display={display || undefined}>
      <Suspense fallback={<Plain tex={tex} />}>
        <Typeset tex={tex} display={display} />
      </Suspense>
    </span>
  );
}

function Plain({ tex }: { readonly tex: string }): ReactElement {
  return <code>{tex}</code>;
}
