import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { formatCount } from '../format.ts';
import styles from './network.module.css';

interface PagerProps {
  /** What is paged through, in the plural. */
  readonly what: string;
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** Leads through pages; nothing where there is only one. */
export function Pager({ what, page, pages, onPage }: PagerProps): ReactElement | null {
  if (pages < 2) return null;
  return (
    <nav className={styles.pager} aria-label={`Pages of ${what}`}>
      <Button
        size="compact-xs"
        variant="default"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        Previous page
      </Button>
      <span>
        {formatCount(page + 1)} of {formatCount(pages)}
      </span>
      <Button
        size="compact-xs"
        variant="default"
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
      >
        Next page
      </Button>
    </nav>
  );
}
