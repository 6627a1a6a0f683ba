import { NativeSelect } from '@mantine/core';
import { type ReactElement, useId } from 'react';
import { applyPreset, PRESETS, type PresetName, presetOf } from '../../settings/presets.ts';
import { changedSettings } from '../store/settingsStore.ts';
import { useSettings } from '../stores.ts';
import styles from './settings.module.css';

const OWN = { value: '', label: 'your own settings' };

/** Whole settings to start from; what the user changes after makes them their own. */
export function PresetChoice(): ReactElement {
  const id = useId();
  const settings = useSettings((state) => state.settings);
  const edited = useSettings((state) => changedSettings(state.settings, state.draft).length > 0);
  const replace = useSettings((state) => state.replace);
  const chosen = edited ? null : presetOf(settings);
  const presets = Object.entries(PRESETS).map(([value, { name }]) => ({ value, label: name }));
  return (
    <div className={styles.group}>
      <div className={styles.row} data-wide data-guide="preset">
        <div className={styles.label}>
          <label htmlFor={id}>Preset</label>
        </div>
        <div className={styles.control}>
          <NativeSelect
            id={id}
            size="xs"
            data={chosen ? presets : [OWN, ...presets]}
            value={chosen ?? OWN.value}
            aria-describedby={`${id}-help`}
            onChange={(event) => {
              const name = event.currentTarget.value;
              if (name !== OWN.value) replace(applyPreset(name as PresetName, settings));
            }}
          />
        </div>
      </div>
      <p id={`${id}-help`} className={styles.presetHelp}>
        {chosen ? PRESETS[chosen].help : 'Changed from a preset.'}
      </p>
    </div>
  );
}
