import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { ReactElement } from 'react';
import { GuideButton } from './guide/GuideButton.tsx';
import { Keys } from './keys/Keys.tsx';
import styles from './layout.module.css';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Auto' },
];

export function Header(): ReactElement {
  // Mantine would stop transitions by a style element, which the security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <header className={styles.header}>
      <h1>DLAM Lab</h1>
      <p>Neural networks trained without backpropagation, live in this browser</p>
      <GuideButton />
      <Keys />
      <SegmentedControl
        size="xs"
        aria-label="Colour scheme"
        data={SCHEMES}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as 'light' | 'dark' | 'auto')}
      />
    </header>
  );
}
