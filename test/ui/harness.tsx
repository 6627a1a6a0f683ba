import '../../src/ui/mantine.css';
import '../../src/ui/global.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../src/ui/App.tsx';
import { openLibrary } from '../../src/ui/library/library.ts';
import { browserRunStorage } from '../../src/ui/library/runStorage.ts';
import { createOffline } from '../../src/ui/offline/offline.ts';
import { createLab } from '../../src/ui/store/lab.ts';
import { createSettingsStore } from '../../src/ui/store/settingsStore.ts';
import { createViewStore } from '../../src/ui/store/viewStore.ts';
import { FakeTrainer } from './fakeTrainer.ts';
import { manyRuns } from './manyRuns.ts';

/** The page on the stand-in; options as JSON after the #, with `kept` runs of `points` records beside the trainer's. */
const {
  kept = 0,
  points = 10_000,
  ...options
} = location.hash ? JSON.parse(decodeURIComponent(location.hash.slice(1))) : {};
const settings = createSettingsStore(() => localStorage);
const trainer = new FakeTrainer(options);
const lab = createLab(trainer, settings);
const library = openLibrary({
  lab,
  storage: browserRunStorage(),
  readWeights: () => Promise.resolve(new Uint8Array()),
});
lab.store.setState({ kept: manyRuns(kept, points) });

const offline = createOffline({ container: undefined, reload: () => undefined });

createRoot(document.getElementById('root') as HTMLElement).render(
  <App stores={{ trainer, lab, settings, view: createViewStore(), library, offline }} />,
);
void lab.open();
