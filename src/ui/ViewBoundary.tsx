import { Alert } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { WarningIcon } from './icons.tsx';

interface ViewBoundaryProps {
  readonly children: ReactNode;
}

/**
 * A view that cannot be loaded or drawn says so in its place; the race and everything else go on.
 * React knows error boundaries as classes only.
 */
export class ViewBoundary extends Component<
  ViewBoundaryProps,
  { readonly problem: string | null }
> {
  override state = { problem: null };

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <Alert color="red" variant="default" icon={<WarningIcon />} role="alert">
        This view cannot be shown: {problem} Reload the page to try again.
      </Alert>
    );
  }
}
