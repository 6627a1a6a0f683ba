import { type ReactElement, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Formula } from './formula/Formula.tsx';
import styles from './help.module.css';

interface HelpBubbleProps {
  readonly id: string;
  /** The button that it explains from above, or from below where there is no room. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly text: ReactNode;
  readonly formula: string | undefined;
  readonly source: string | undefined;
  readonly width: number;
  readonly onClose: () => void;
}

/** One sentence, its formula, where it is from; in the browser's top layer, where no scrolling box cuts it off. */
export function HelpBubble(props: HelpBubbleProps): ReactElement {
  const { id, anchor, text, formula, source, width, onClose } = props;
  const bubble = useRef<HTMLSpanElement>(null);
  usePlaced(bubble, anchor);
  useDismissal(bubble, anchor, onClose);
  return (
    <span
      ref={bubble}
      id={id}
      role="tooltip"
      popover="manual"
      className={styles.bubble}
      style={{ maxWidth: `min(${width}px, 100vw - 16px)` }}
    >
      <span className={styles.content}>
        <span className={styles.text}>{text}</span>
        {formula && (
          <span className={styles.formula}>
            <Formula tex={formula} display />
          </span>
        )}
        {source && <span className={styles.source}>{source}</span>}
      </span>
    </span>
  );
}

type Place = RefObject<HTMLElement | null>;

/** Shows the bubble and keeps it at its anchor while the page scrolls and while its formula arrives. */
function usePlaced(bubble: Place, anchor: Place): void {
  useEffect(() => {
    const shown = bubble.current;
    if (!shown || !anchor.current) return;
    shown.showPopover();
    const replace = () => {
      if (anchor.current) placeBeside(shown, anchor.current.getBoundingClientRect());
    };
    replace();
    const sizes = new ResizeObserver(replace);
    sizes.observe(shown);
    document.addEventListener('scroll', replace, { capture: true, passive: true });
    window.addEventListener('resize', replace);
    return () => {
      sizes.disconnect();
      document.removeEventListener('scroll', replace, { capture: true });
      window.removeEventListener('resize', replace);
    };
  }, [bubble, anchor]);
}

/** Closes the help that is open; two at once would cover each other. */
let closeOpenHelp: (() => void) | null = null;

/** Escape, a press elsewhere and the next help close it. */
function useDismissal(bubble: Place, anchor: Place, onClose: () => void): void {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const closeThis = () => close.current();
    closeOpenHelp?.();
    closeOpenHelp = closeThis;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      closeThis();
    };
    const point = ({ target }: PointerEvent) => {
      const inside = [bubble, anchor].some((place) => place.current?.contains(target as Node));
      if (!inside) closeThis();
    };
    document.addEventListener('keydown', press, { capture: true });
    document.addEventListener('pointerdown', point, { capture: true });
    return () => {
      if (closeOpenHelp === closeThis) closeOpenHelp = null;
      document.removeEventListener('keydown', press, { capture: true });
      document.removeEventListener('pointerdown', point, { capture: true });
    };
  }, [bubble, anchor]);
}

/** Between the bubble and the window's edges. */
const EDGE = 8;

/** Centred above the anchor, below it where that does not fit, and within the window. */
function placeBeside(bubble: HTMLElement, anchor: DOMRect): void {
  const { width, height } = bubble.getBoundingClientRect();
  const middle = (anchor.left + anchor.right) / 2;
  const left = Math.min(middle - width / 2, window.innerWidth - width - EDGE);
  const above = anchor.top - height;
  const below = Math.min(anchor.bottom, window.innerHeight - height);
  bubble.style.left = `${Math.max(EDGE, left)}px`;
  bubble.style.top = `${above >= 0 ? above : Math.max(0, below)}px`;
}
