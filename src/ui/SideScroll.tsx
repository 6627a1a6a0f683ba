import type { ReactElement, ReactNode } from 'react';
import styles from './sideScroll.module.css';

/** What is wider than its place scrolls sideways, and fades where it goes on. */
export function SideScroll({
  className,
  children,
}: {
  className?: string | undefined;
  children: ReactNode;
}): ReactElement {
  return <div className={className ? `${styles.box} ${className}` : styles.box}>{children}</div>;
}
