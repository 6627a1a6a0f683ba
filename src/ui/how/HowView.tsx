import type { ReactElement } from 'react';

export function HowView(): ReactElement {
  return <section aria-label="How it works" />;
}
