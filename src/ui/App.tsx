import { MantineProvider } from '@mantine/core';
import type { ReactElement } from 'react';
import { Centre } from './Centre.tsx';
import { ControlBar } from './controls/ControlBar.tsx';
import { DropTarget } from './DropTarget.tsx';
import { Guide } from './guide/Guide.tsx';
import { Header } from './Header.tsx';
import styles from './layout.module.css';
import { DataPanel } from './panels/DataPanel.tsx';
import { DevicePanel } from './panels/DevicePanel.tsx';
import { RunsPanel } from './panels/RunsPanel.tsx';
import { SettingsColumn } from './settings/SettingsColumn.tsx';
import { type Stores, StoresContext } from './stores.ts';
import { theme } from './theme.ts';
import { useWideScreen } from './useWideScreen.ts';

/**
 * Mantine would write style elements into the page, which its security policy forbids: themeVariables.css has the
 * variables, and classes that hide by width are not used.
 */
export function App({ stores }: { stores: Stores }): ReactElement {
  return (
    <StoresContext value={stores}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Screen />
      </MantineProvider>
    </StoresContext>
  );
}

/** On a narrow screen the settings come last, in the document as for the eye. */
function Screen(): ReactElement {
  const wide = useWideScreen();
  return (
    <div className={styles.screen}>
      <Header />
      <Guide />
      <main className={styles.main}>
        {wide && <SettingsColumn collapsible={false} />}
        <ControlBar />
        <Centre />
        <div className={styles.side}>
          <RunsPanel />
          <DataPanel />
          <DevicePanel />
        </div>
        {!wide && <SettingsColumn collapsible />}
      </main>
      <DropTarget />
    </div>
  );
}
