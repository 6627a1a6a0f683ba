import type { Control } from '../../settings/declare.ts';

/** What every control of the form gets; the row around it draws label, help and problem. */
export interface FieldProps<K extends Control['kind']> {
  readonly id: string;
  readonly label: string;
  readonly control: Extract<Control, { kind: K }>;
  /** As the form holds it: a value of the setting, or text that is none. */
  readonly value: unknown;
  readonly invalid: boolean;
  /** Id of the element that names the problem. */
  readonly describedBy: string | undefined;
  readonly onChange: (value: unknown) => void;
}
