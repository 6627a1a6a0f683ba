import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type ToggleEvent,
  useEffect,
  useRef,
} from 'react';
import type { PopoverOwner } from './PopoverButton.tsx';
import styles from './popover.module.css';

interface PopoverProps extends PopoverOwner {
  /** `close` closes the popover. */
  readonly children: (close: () => void) => ReactNode;
}

/**
 * Open while it is there, below its button. The browser's own popover closes by Escape and by a click elsewhere, gives
 * the focus back, and stands where it is in the document, so that no landmark is left.
 */
export function Popover({
  id,
  label,
  role,
  anchor,
  onClose,
  children,
}: PopoverProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  /** Where the button was when the popover was placed below it. */
  const placedAt = useRef<DOMRect>(null);
  useEffect(() => {
    const shown = box.current;
    const button = anchor.current;
    if (!shown || !button) return;
    shown.showPopover();
    placedAt.current = begin(shown, button);
    // It would stay where it is while its button moves away.
    const close = () => {
      const now = button.getBoundingClientRect();
      const { current: then } = placedAt;
      if (now.top !== then?.top || now.left !== then.left) shown.hidePopover();
    };
    document.addEventListener('scroll', close, { capture: true });
    return () => document.removeEventListener('scroll', close, { capture: true });
  }, [anchor]);
  const content = children(() => box.current?.hidePopover());
  const shared = {
    ref: box,
    id,
    'aria-label': label,
    popover: 'auto',
    className: styles.popover,
    onToggle: (event: ToggleEvent<HTMLDivElement>) => {
      if (event.newState === 'closed') onClose();
      // Where the button was pressed before the closing was heard of, the browser has shown the same popover again.
      else if (anchor.current) placedAt.current = begin(event.currentTarget, anchor.current);
    },
  } as const;
  if (role === 'dialog')
    return (
      <div {...shared} role="dialog">
        {content}
      </div>
    );
  return (
    <div {...shared} role="menu" onKeyDown={moveFocus}>
      {content}
    </div>
  );
}

const GAP = 2;
const EDGE = 4;

/** Places the popover and gives its first control the focus, unless one has it; where the button is. */
function begin(box: HTMLElement, button: HTMLElement): DOMRect {
  const place = button.getBoundingClientRect();
  placeBelow(box, place);
  if (!box.contains(document.activeElement)) focusables(box)[0]?.focus({ preventScroll: true });
  return place;
}

/** Right edges aligned where there is room, and within the window. */
function placeBelow(box: HTMLElement, anchor: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const fits = below + height + EDGE <= window.innerHeight;
  const left = Math.min(Math.max(EDGE, anchor.right - width), window.innerWidth - width - EDGE);
  box.style.top = `${fits ? below : Math.max(EDGE, anchor.top - GAP - height)}px`;
  box.style.left = `${Math.max(EDGE, left)}px`;
}

function focusables(box: HTMLElement): readonly HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('button, input, select, [tabindex]')];
}

/** The keys of a menu: https://www.w3.org/WAI/ARIA/apg/patterns/menubar/ */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const menu = event.currentTarget;
  const items = focusables(menu);
  const at = items.indexOf(event.target as HTMLElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const place = places[event.key];
  // The focus is back at the button before the key takes it on.
  if (event.key === 'Tab') menu.hidePopover();
  if (place === undefined) return;
  event.preventDefault();
  items[place]?.focus();
}
