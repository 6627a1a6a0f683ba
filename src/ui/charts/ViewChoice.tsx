import { memo, type ReactElement } from 'react';
import type { View } from '../store/viewStore.ts';
import { useView } from '../stores.ts';
import { Choice } from './Choice.tsx';

interface ViewChoiceProps {
  /** The choice of the view that it changes. */
  readonly of: keyof View;
  readonly label: string;
  /** What the options are called, in order; the same object at every drawing. */
  readonly options: Readonly<Record<string, string>>;
  readonly value: string;
}

/** A switch of the view; apart from the chart it is drawn anew only when it changes. */
export const ViewChoice = memo(function ViewChoice({
  of,
  label,
  options,
  value,
}: ViewChoiceProps): ReactElement {
  const [, change] = useView();
  return (
    <Choice
      label={label}
      options={options}
      value={value}
      onChange={(next) => change({ [of]: next })}
    />
  );
});
