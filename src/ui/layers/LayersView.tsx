import type { ReactElement } from 'react';

export function LayersView(): ReactElement {
  return <section aria-label="Layers" />;
}
