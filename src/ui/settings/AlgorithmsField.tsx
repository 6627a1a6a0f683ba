import { Checkbox } from '@mantine/core';
import { type CSSProperties, type ReactElement, useId } from 'react';
import { ALTERNATING_ALGORITHMS, GRADIENT_ALGORITHMS } from '../../model/algorithms.ts';
import type { FieldProps } from './fieldProps.ts';
import styles from './settings.module.css';

interface Family {
  readonly name: string;
  readonly algorithms: readonly string[];
}

/** In the order of the form; the first two share a line. */
const FAMILIES: readonly Family[] = [
  { name: 'Alternating', algorithms: ALTERNATING_ALGORITHMS },
  { name: 'ADMM', algorithms: ['dladmm'] },
  { name: 'Gradient methods', algorithms: GRADIENT_ALGORITHMS },
];

/** Any of the algorithms, by family, kept in the order of the declaration. */
export function AlgorithmsField(props: FieldProps<'choices'>): ReactElement {
  const { id, label, control, value, describedBy, onChange } = props;
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (option: string) =>
    onChange(control.options.filter((other) => chosen.includes(other) !== (other === option)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own legend and box.
    <div
      id={id}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className={styles.families}
    >
      {FAMILIES.map(({ name, algorithms }) => (
        <FamilyBoxes key={name} name={name}>
          {algorithms.map((option) => (
            <Checkbox
              key={option}
              size="xs"
              label={control.names[option] ?? option}
              checked={chosen.includes(option)}
              onChange={() => toggle(option)}
            />
          ))}
        </FamilyBoxes>
      ))}
    </div>
  );
}

function FamilyBoxes({
  name,
  children,
}: {
  name: string;
  children: readonly ReactElement[];
}): ReactElement {
  const id = useId();
  const thirds = { '--columns': Math.min(3, children.length) } as CSSProperties;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    <div role="group" aria-labelledby={id} className={styles.family} style={thirds}>
      <span id={id}>{name}</span>
      <div className={styles.choices}>{children}</div>
    </div>
  );
}
