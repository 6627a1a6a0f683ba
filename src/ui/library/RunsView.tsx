import type { ReactElement } from 'react';

export function RunsView(): ReactElement {
  return <section aria-label="Runs" />;
}
