import type { Settings } from '../../settings/settings.ts';
import { decodeSettings, encodeSettings } from '../../settings/urlSettings.ts';
import { withError } from './labState.ts';
import type { LabStore } from './labStore.ts';
import type { SettingsStore } from './settingsStore.ts';

/** The page shows three errors at most: more sentences than these share the third. */
const SENTENCES_SHOWN = 2;

/** The address of this page with settings; they follow "#", so no server hears of them. */
export function linkTo(settings: Settings, address: string): string {
  return `${address.split('#', 1)[0]}#${encodeSettings(settings)}`;
}

/** Puts the settings of a fragment into the form and says what is wrong with them; false: it names none. */
export function takeSettings(fragment: string, form: SettingsStore, lab: LabStore): boolean {
  const { settings, problems } = decodeSettings(fragment);
  if (settings) form.getState().replace(settings);
  for (const message of sentences(problems))
    lab.setState((state) => withError(state, { name: 'LinkError', label: null, message }));
  return settings !== null || problems.length > 0;
}

function sentences(problems: readonly string[]): readonly string[] {
  if (problems.length <= SENTENCES_SHOWN + 1) return problems;
  const rest = problems.length - SENTENCES_SHOWN;
  return [
    ...problems.slice(0, SENTENCES_SHOWN),
    `${rest} more parts of the link were left out: compare the form with what you expected, or ask for a new link.`,
  ];
}

/** Takes the settings of the page's address, now and when a link is pasted over it. */
export function followAddress(form: SettingsStore, lab: LabStore): void {
  const take = () => {
    // A reload must find the form as it was left, so the settings do not stay in the address.
    if (takeSettings(location.hash, form, lab))
      history.replaceState(history.state, '', location.pathname + location.search);
  };
  take();
  addEventListener('hashchange', take);
}
