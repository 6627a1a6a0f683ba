import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Control } from '../../settings/declare.ts';
import { SETTINGS, type Settings } from '../../settings/settings.ts';
import type { NumberSettingName, Spacing } from '../../sweep/axis.ts';
import { ListField } from '../settings/ListField.tsx';
import { NumberField } from '../settings/NumberField.tsx';
import { Field } from './Field.tsx';
import {
  type AxisDraft,
  axisRangeProblem,
  type DraftNumber,
  defaultAxis,
  numberControl,
  withRange,
} from './sweepDraft.ts';
import styles from './sweepForm.module.css';

const COUNT_CONTROL = {
  kind: 'number',
  min: 1,
  max: 15,
  integer: true,
  logarithmic: false,
  optional: false,
} as const;
const NONE = '';

interface AxisFieldsProps {
  readonly id: string;
  readonly title: string;
  /** null: this axis is not used. */
  readonly axis: AxisDraft | null;
  readonly optional: boolean;
  readonly choices: readonly NumberSettingName[];
  readonly settings: Settings;
  readonly onChange: (axis: AxisDraft | null) => void;
}

/** Which setting an axis is, and its values: spaced over a range, or named one by one. */
export function AxisFields(props: AxisFieldsProps): ReactElement {
  const { id, title, axis, optional, choices, settings, onChange } = props;
  const names = choices.map((name) => ({ value: name, label: SETTINGS[name].description.label }));
  return (
    <fieldset className={styles.axis}>
      <legend>{title}</legend>
      <Field id={`${id}-setting`} label="Setting">
        <NativeSelect
          id={`${id}-setting`}
          size="xs"
          data={optional ? [{ value: NONE, label: 'none' }, ...names] : names}
          value={axis?.setting ?? NONE}
          onChange={(event) => {
            const name = choices.find((choice) => choice === event.currentTarget.value);
            onChange(name ? defaultAxis(name, settings) : null);
          }}
        />
      </Field>
      {axis && <RangeFields id={id} axis={axis} onChange={onChange} />}
    </fieldset>
  );
}

interface RangeFieldsProps {
  readonly id: string;
  readonly axis: AxisDraft;
  readonly onChange: (axis: AxisDraft) => void;
}

function RangeFields({ id, axis, onChange }: RangeFieldsProps): ReactElement {
  const control = { ...numberControl(axis.setting), optional: false };
  const list: Extract<Control, { kind: 'list' }> = { ...control, kind: 'list', maxLength: 15 };
  const problem = axisRangeProblem(axis);
  const problemId = `${id}-problem`;
  const shared = { invalid: problem !== null, describedBy: problem ? problemId : undefined };
  const number = (part: 'from' | 'to' | 'count', label: string) => (
    <Field id={`${id}-${part}`} label={label}>
      <NumberField
        id={`${id}-${part}`}
        label={label}
        control={part === 'count' ? COUNT_CONTROL : control}
        value={axis[part]}
        {...shared}
        onChange={(value) => onChange(withRange(axis, { [part]: value as DraftNumber }))}
      />
    </Field>
  );
  return (
    <>
      <div className={styles.range}>
        {number('from', 'From')}
        {number('to', 'To')}
        {number('count', 'Count')}
        <Field id={`${id}-spacing`} label="Spacing">
          <NativeSelect
            id={`${id}-spacing`}
            size="xs"
            data={[
              { value: 'logarithmic', label: 'log' },
              { value: 'linear', label: 'linear' },
            ]}
            value={axis.spacing}
            onChange={(event) =>
              onChange(withRange(axis, { spacing: event.currentTarget.value as Spacing }))
            }
          />
        </Field>
      </div>
      {problem && (
        <p id={problemId} className={styles.problem}>
          The range {problem}.
        </p>
      )}
      <Field id={`${id}-values`} label="Values">
        <ListField
          id={`${id}-values`}
          label="Values"
          control={list}
          value={axis.values}
          invalid={axis.values.length === 0}
          describedBy={undefined}
          onChange={(values) => onChange({ ...axis, values: values as readonly DraftNumber[] })}
        />
      </Field>
    </>
  );
}
