import { SETTINGS, type SettingName, type Settings } from '../../settings/settings.ts';
import { listText, numberText } from './numberText.ts';

/** A setting's value as the form shows it. */
export function settingText(name: SettingName, settings: Settings): string {
  const { control } = SETTINGS[name];
  const value: Settings[SettingName] = settings[name];
  switch (control.kind) {
    case 'switch':
      return value ? 'on' : 'off';
    case 'choice':
      return control.names[String(value)] ?? String(value);
    case 'choices':
      return (value as readonly string[]).map((one) => control.names[one] ?? one).join(', ');
    case 'list':
      return listText(value) || 'none';
    case 'number':
      return value === null ? 'off' : numberText(value);
  }
}
