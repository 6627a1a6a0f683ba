import katex from 'katex';
import 'katex/dist/katex.min.css';
import { type ReactElement, useLayoutEffect, useRef } from 'react';

interface TypesetProps {
  readonly tex: string;
  readonly display: boolean;
}

/** Sets a formula in a chunk of its own; Formula.tsx fetches it. */
export function Typeset({ tex, display }: TypesetProps): ReactElement {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!place.current) return;
    katex.render(tex, place.current, {
      displayMode: display,
      output: 'htmlAndMathml',
      // A wrong formula is a fault of ours: it stops development, and shows as it is written to users.
      throwOnError: import.meta.env.DEV,
    });
  }, [tex, display]);
  return <span ref={place} />;
}
