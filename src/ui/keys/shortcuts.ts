import type { Tab } from '../store/viewStore.ts';

/** What a key of the lab does. */
export type Action = 'run' | 'step' | 'reset' | 'scale' | 'unzoom' | 'list' | Tab;

export interface Shortcut {
  /** `KeyboardEvent.key`, in lower case. */
  readonly key: string;
  /** What is printed on the key, which is its name in aria-keyshortcuts too. */
  readonly name: string;
  readonly does: string;
}

/** All keys of the lab, in the order of the list; the handler and the buttons read them here too. */
export const SHORTCUTS: Readonly<Record<Action, Shortcut>> = {
  run: { key: ' ', name: 'Space', does: 'Start, pause or resume the race' },
  step: { key: 's', name: 'S', does: 'Train one iteration' },
  reset: { key: 'r', name: 'R', does: 'Reset the race to iteration 0' },
  scale: {
    key: 'l',
    name: 'L',
    does: 'Logarithmic or linear axes of the objective and the loss, under Curves',
  },
  unzoom: { key: 'z', name: 'Z', does: 'Show all of the charts again after a zoom' },
  curves: { key: '1', name: '1', does: 'Show Curves' },
  layers: { key: '2', name: '2', does: 'Show Layers' },
  theory: { key: '3', name: '3', does: 'Show Theory' },
  runs: { key: '4', name: '4', does: 'Show Runs' },
  network: { key: '5', name: '5', does: 'Show Network' },
  sweep: { key: '6', name: '6', does: 'Show Sweep' },
  how: { key: '7', name: '7', does: 'Show How it works' },
  list: { key: '?', name: '?', does: 'Open or close this list' },
};

const ACTIONS = Object.keys(SHORTCUTS) as Action[];

/** What counts of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** The press is part of a character that an input method puts together. */
  readonly isComposing: boolean;
}

/** What counts of an element that holds the focus, or of one around it. */
export interface FocusedElement {
  /** In lower case. */
  readonly tag: string;
  readonly role: string | null;
  readonly editable: boolean;
}

const FIELDS = ['input', 'textarea', 'select'];
/** Elements that make something of letters, digits, Space or arrows themselves. */
const FIELD_ROLES = ['textbox', 'combobox', 'slider', 'grid', 'radio'];

function isField({ tag, role, editable }: FocusedElement): boolean {
  return editable || FIELDS.includes(tag) || FIELD_ROLES.includes(role ?? '');
}

const PRESSED_BY_SPACE = ['button', 'a', 'summary'];
/** Without these a tab or a checkbox made of another element would be pressed and the race started at once. */
const ROLES_PRESSED_BY_SPACE = ['button', 'link', 'tab', 'checkbox', 'switch'];

function isPressedBySpace({ tag, role }: FocusedElement): boolean {
  return PRESSED_BY_SPACE.includes(tag) || ROLES_PRESSED_BY_SPACE.includes(role ?? '');
}

/**
 * What a key press asks of the lab; null where it is none of its keys, or belongs to what has the focus.
 * `focus` is the focused element and all around it, innermost first. While a dialog is open only the key of the list
 * counts, to close it.
 */
export function actionOf(
  press: KeyPress,
  focus: readonly FocusedElement[],
  dialogOpen: boolean,
): Action | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return null;
  const key = press.key.toLowerCase();
  const action = ACTIONS.find((one) => SHORTCUTS[one].key === key) ?? null;
  if (dialogOpen && action !== 'list') return null;
  if (focus.some(isField) || (key === ' ' && focus.some(isPressedBySpace))) return null;
  return action;
}
