import type { ReactElement } from 'react';

const STROKE = {
  width: 16,
  height: 16,
  viewBox: '0 0 16 16',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.5,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': true,
} as const;

export function EyeIcon({ open }: { open: boolean }): ReactElement {
  return (
    <svg {...STROKE} aria-hidden="true">
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      {open ? <circle cx="8" cy="8" r="2" fill="currentColor" /> : <path d="M2.5 13.5l11-11" />}
    </svg>
  );
}

export function PinIcon({ filled }: { filled: boolean }): ReactElement {
  return (
    <svg {...STROKE} aria-hidden="true">
      <path d="M5.5 2h5l-.7 4.2 2.2 2.3H4l2.2-2.3z" fill={filled ? 'currentColor' : 'none'} />
      <path d="M8 8.5V14" />
    </svg>
  );
}

export function DotsIcon(): ReactElement {
  return (
    <svg {...STROKE} aria-hidden="true">
      <path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2.4" />
    </svg>
  );
}
