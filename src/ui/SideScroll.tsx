import type { ReactElement, ReactNode } from 'react';
import { fadeAtEdge } from './fadeAtEdge.ts';
import styles from './sideScroll.module.css';

/** A ref with a cleanup is called with null by no React of ours, but its type allows it. */
function attach(box: HTMLElement | null): (() => void) | undefined {
  return box ? fadeAtEdge(box) : undefined;
}

/** What is wider than its place scrolls sideways, and fades where it goes on. */
export function SideScroll({
  className,
  label,
  children,
}: {
  className?: string | undefined;
  /** Of what nothing within takes the focus, so that keys could not scroll it: then the box does, and is called so. */
  label?: string;
  children: ReactNode;
}): ReactElement {
  const classes = className ? `${styles.box} ${className}` : styles.box;
  if (label === undefined)
    return (
      <div className={classes} ref={attach}>
        {children}
      </div>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus
    <section className={classes} ref={attach} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
