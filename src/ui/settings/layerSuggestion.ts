import type { SettingName } from '../../settings/settings.ts';
import type { SettingsDraft } from '../store/settingsStore.ts';

/** Settings that take one value for all layers or one a layer. */
const PER_LAYER: readonly SettingName[] = ['lambda', 'innerSteps'];

/**
 * When the number of layers changed under a per-layer setting: the same values for the new number.
 * The last stays with the output layer; the first is repeated for hidden layers that were added.
 */
export function layerSuggestion(name: SettingName, draft: SettingsDraft): readonly number[] | null {
  const values = draft[name];
  if (!PER_LAYER.includes(name) || !Array.isArray(draft.hidden) || !isNumbers(values)) return null;
  const layers = draft.hidden.length + 1;
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined) return null;
  if (values.length === 1 || values.length === layers) return null;
  if (values.length > layers) return [...values.slice(0, layers - 1), last];
  return [...Array<number>(layers - values.length).fill(first), ...values];
}

function isNumbers(values: unknown): values is readonly number[] {
  return Array.isArray(values) && values.every((value) => typeof value === 'number');
}
