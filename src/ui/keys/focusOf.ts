import type { FocusedElement } from './shortcuts.ts';

/** The element that a key went to and all around it, innermost first. */
export function focusOf(target: EventTarget | null): readonly FocusedElement[] {
  const focus: FocusedElement[] = [];
  for (let at = target instanceof Element ? target : null; at; at = at.parentElement) {
    focus.push({
      tag: at.localName,
      role: at.getAttribute('role'),
      editable: at instanceof HTMLElement && at.isContentEditable,
    });
  }
  return focus;
}
