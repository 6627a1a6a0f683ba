import type { ReactElement } from 'react';

export function NetworkView(): ReactElement {
  return <section aria-label="Network" />;
}
