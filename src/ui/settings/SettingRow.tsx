import { Button, VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Control } from '../../settings/declare.ts';
import { SETTINGS, type SettingName } from '../../settings/settings.ts';
import { Help } from '../Help.tsx';
import { useSettings, useStores } from '../stores.ts';
import { AlgorithmsField } from './AlgorithmsField.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import { ListField } from './ListField.tsx';
import { layerSuggestion } from './layerSuggestion.ts';
import { NumberField } from './NumberField.tsx';
import { listText } from './numberText.ts';
import { SwitchField } from './SwitchField.tsx';
import styles from './settings.module.css';

type AnyField = Omit<Parameters<typeof NumberField>[0], 'control'> & { readonly control: Control };

function Field(props: AnyField): ReactElement {
  const { control } = props;
  switch (control.kind) {
    case 'number':
      return <NumberField {...props} control={control} />;
    case 'list':
      return <ListField {...props} control={control} />;
    case 'choice':
      return <ChoiceField {...props} control={control} />;
    case 'choices':
      return <AlgorithmsField {...props} control={control} />;
    case 'switch':
      return <SwitchField {...props} control={control} />;
  }
}

/** Label, help, control and problem of one setting. */
export function SettingRow({
  name,
  pending,
}: {
  name: SettingName;
  pending: boolean;
}): ReactElement {
  const value = useSettings((state) => state.draft[name]);
  const problem = useSettings((state) => state.problems[name]);
  const { change } = useStores().settings.getState();
  const { description, control } = SETTINGS[name];
  const id = `setting-${name}`;
  const problemId = `${id}-problem`;
  return (
    <div
      className={styles.row}
      data-kind={control.kind}
      data-wide={hasLongNames(control) || undefined}
    >
      <div className={styles.label}>
        {pending && (
          <span className={styles.pending} title="Applies on next start">
            <VisuallyHidden>Applies on next start.</VisuallyHidden>
          </span>
        )}
        <label id={`${id}-label`} htmlFor={id}>
          {description.label}
        </label>
        <Help
          labelId={`${id}-label`}
          text={description.help}
          formula={description.formula}
          source={description.source}
        />
      </div>
      <div className={styles.control}>
        <Field
          id={id}
          label={description.label}
          control={control}
          value={value}
          invalid={problem !== undefined}
          describedBy={problem ? problemId : undefined}
          onChange={(next) => change(name, next)}
        />
      </div>
      {problem && (
        <p id={problemId} className={styles.problem}>
          {description.label}: {problem}.
          <Suggestion name={name} />
        </p>
      )}
    </div>
  );
}

/** Letters that fit a control of the usual width. */
const USUAL_LETTERS = 16;

function hasLongNames(control: Control): boolean {
  return (
    control.kind === 'choice' &&
    Object.values(control.names).some((name) => name.length > USUAL_LETTERS)
  );
}

/** Offers the values that fit the number of layers; nothing changes unasked. */
function Suggestion({ name }: { name: SettingName }): ReactElement | null {
  const draft = useSettings((state) => state.draft);
  const { change } = useStores().settings.getState();
  const suggestion = layerSuggestion(name, draft);
  if (!suggestion) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      className={styles.suggestion}
      onClick={() => change(name, suggestion)}
    >
      Use {listText(suggestion)}
    </Button>
  );
}
