import type { ReactElement } from 'react';

interface IconProps {
  readonly path: string;
  readonly filled?: boolean;
  readonly size?: number;
}

function Icon({ path, filled = false, size = 16 }: IconProps): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

export const PlayIcon = () => <Icon filled path="M4 2.5v11l9.5-5.5z" />;
export const PauseIcon = () => <Icon filled path="M4 2.5h3v11H4zM9 2.5h3v11H9z" />;
export const StepIcon = () => <Icon filled path="M3 2.5v11L10.5 8zM11 2.5h2v11h-2z" />;
export const ResetIcon = () => <Icon path="M3 8a5 5 0 1 0 1.7-3.8M3 2.5v2.7h2.7" />;
export const ChevronIcon = () => <Icon path="M6 4l4 4-4 4" />;
export const HelpIcon = () => (
  <Icon path="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.4 6.3a1.7 1.7 0 1 1 2.3 1.6c-.5.2-.7.5-.7 1.1M8 11.2v.1" />
);
export const WarningIcon = () => <Icon path="M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.1" />;
export const InfoIcon = () => (
  <Icon path="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3v3.4M8 5.2v.1" />
);
export const FileIcon = () => (
  <Icon path="M9.5 2H4v12h8V4.5zM9.5 2v2.5H12M8 11.5V7.3M6.3 8.8L8 7.1l1.7 1.7" />
);

// In the head of a chart, beside its small title.
export const DownloadIcon = () => <Icon size={14} path="M8 2.5v7.5M5 7.2l3 3 3-3M3 13.2h10" />;
export const ExpandIcon = () => (
  <Icon size={14} path="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
);
