import type { Activation } from '../../model/activation.ts';
import { ConfigurationError } from '../../model/errors.ts';
import type { StoredWeights } from '../../model/storedWeights.ts';
import { settingProblems } from '../../settings/parseSettings.ts';
import { SETTINGS, type SettingName, type Settings } from '../../settings/settings.ts';
import type { DatasetSummary } from '../../worker/protocol.ts';
import { layerSuggestion } from '../settings/layerSuggestion.ts';
import { phaseOf } from '../store/progress.ts';
import type { Stores } from '../stores.ts';

/** What became of weights that were loaded: done, and still to be done by the user. */
export interface Adoption {
  readonly weights: StoredWeights;
  readonly done: string;
  readonly remains: readonly string[];
}

type Parts = Pick<Stores, 'lab' | 'settings'>;

/** The settings that weights need. */
function neededSettings(
  { layers }: StoredWeights,
  activation: Activation | null,
  current: Settings,
): Partial<Settings> {
  const hidden = layers.slice(0, -1).map(({ rows }) => rows);
  const draft = { ...current, hidden };
  const perLayer = (['lambda', 'innerSteps'] as const).flatMap((name) => {
    const suggested = layerSuggestion(name, draft);
    return suggested ? [[name, suggested] as const] : [];
  });
  return {
    weights: 'loaded',
    hidden,
    bias: layers.some(({ bias }) => bias !== null),
    ...(activation && { activation }),
    ...Object.fromEntries(perLayer),
  };
}

/**
 * Makes weights the W⁰ of the next race, and the network of the form the one they are of.
 * @throws ConfigurationError that names the weights where the form cannot have their network; nothing is changed then.
 */
export function adoptWeights(
  weights: StoredWeights,
  activation: Activation | null,
  { lab, settings }: Parts,
): Adoption {
  const { settings: current, change } = settings.getState();
  const needed = neededSettings(weights, activation, current);
  const problem = settingProblems({ ...current, ...needed }).hidden;
  if (problem)
    throw new ConfigurationError(
      weights.name,
      `${weights.name}: hidden layers of ${widthsText(needed)} units cannot be trained here: the widths ${problem}. Load weights of a smaller network.`,
    );
  lab.store.setState({ loadedWeights: weights });
  for (const [name, value] of Object.entries(needed)) change(name as SettingName, value);
  return {
    weights,
    done: `W⁰ are now the weights of ${weights.name}: hidden layers ${widthsText(needed)}, ${needed.bias ? 'with' : 'without'} biases${activation ? `, ${activationName(activation)}` : ''}.`,
    remains: whatRemains(weights, activation, { lab, settings }),
  };
}

function widthsText({ hidden }: Partial<Settings>): string {
  return hidden && hidden.length > 0 ? hidden.join(', ') : 'none';
}

function activationName(activation: Activation): string {
  const { control } = SETTINGS.activation;
  return control.kind === 'choice' ? (control.names[activation] as string) : activation;
}

function whatRemains(
  { layers }: StoredWeights,
  activation: Activation | null,
  { lab, settings }: Parts,
): readonly string[] {
  const state = lab.store.getState();
  const remains: string[] = [];
  if (!activation)
    remains.push('The file does not name its activation: choose the one it was trained with.');
  const misfit = state.dataset && misfitOf(layers[0]?.columns, layers.at(-1)?.rows, state.dataset);
  if (misfit) remains.push(misfit);
  if (Object.keys(settings.getState().problems).length > 0)
    remains.push('Correct the marked settings.');
  const phase = phaseOf(state);
  remains.push(
    phase === 'running' || phase === 'paused'
      ? 'Press Reset, then Start, to train on from them; the race there is now ends.'
      : 'Press Start to train on from them.',
  );
  return remains;
}

function misfitOf(
  inputs: number | undefined,
  outputs: number | undefined,
  { name, featureCount, classNames }: DatasetSummary,
): string | null {
  if (inputs !== featureCount)
    return `They take ${inputs} inputs, and ${name} has ${featureCount} features: choose the data they were trained on.`;
  if (outputs !== classNames.length)
    return `They tell ${outputs} classes apart, and ${name} has ${classNames.length}: choose the data or the classes they were trained on.`;
  return null;
}
