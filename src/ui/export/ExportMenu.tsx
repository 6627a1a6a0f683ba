import { UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useRef } from 'react';
import { withError } from '../store/labState.ts';
import { toReportedError } from '../store/reportedError.ts';
import { useStores } from '../stores.ts';
import { download } from './download.ts';
import styles from './export.module.css';
import { EXPORTS, type FigureExport } from './exports.ts';
import type { Figure } from './useFigure.ts';

interface ExportMenuProps {
  readonly id: string;
  /** The button below which the menu lies, and which has the focus after it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly figure: () => Figure;
  readonly onClose: () => void;
}

/**
 * The files that a chart can be saved as; open while it is there. The browser's own popover closes
 * by Escape and by a click elsewhere and gives the focus back, with no code for it.
 */
export function ExportMenu({ id, anchor, title, figure, onClose }: ExportMenuProps): ReactElement {
  const { lab } = useStores();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = menu.current;
    if (!shown || !anchor.current) return;
    shown.showPopover();
    begin(shown, anchor.current);
    // It would stay where it is while its chart moves away.
    const close = () => shown.hidePopover();
    document.addEventListener('scroll', close, { capture: true });
    return () => document.removeEventListener('scroll', close, { capture: true });
  }, [anchor]);
  const save = async ({ suffix, content }: FigureExport) => {
    menu.current?.hidePopover();
    try {
      const shown = figure();
      download(`dlam-lab-${shown.spec.id}${suffix}`, await content(shown));
    } catch (reason) {
      lab.store.setState((state) => withError(state, toReportedError(reason)));
    }
  };
  return (
    <div
      ref={menu}
      id={id}
      role="menu"
      aria-label={`Export ${title}`}
      popover="auto"
      className={styles.menu}
      onKeyDown={moveFocus}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
        // Where the button was pressed before the closing was heard of, the browser has shown the same menu again.
        else if (anchor.current) begin(event.currentTarget, anchor.current);
      }}
    >
      {EXPORTS.map((one) => (
        <UnstyledButton
          key={one.suffix}
          role="menuitem"
          tabIndex={-1}
          className={styles.item}
          onClick={() => void save(one)}
        >
          {one.name}
        </UnstyledButton>
      ))}
    </div>
  );
}

const GAP = 2;
const EDGE = 4;

/** Places the menu and gives its first item the focus, unless one has it. */
function begin(menu: HTMLElement, anchor: HTMLElement): void {
  placeBelow(menu, anchor.getBoundingClientRect());
  if (!menu.contains(document.activeElement)) itemsOf(menu)[0]?.focus({ preventScroll: true });
}

/** Right edges aligned, and within the window. */
function placeBelow(menu: HTMLElement, anchor: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const fits = below + height + EDGE <= window.innerHeight;
  menu.style.top = `${fits ? below : Math.max(EDGE, anchor.top - GAP - height)}px`;
  menu.style.left = `${Math.max(EDGE, anchor.right - width)}px`;
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

/** The keys of a menu: https://www.w3.org/WAI/ARIA/apg/patterns/menubar/ */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const menu = event.currentTarget;
  const items = itemsOf(menu);
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
