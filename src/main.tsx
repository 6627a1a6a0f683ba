import './ui/mantine.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './ui/App.tsx';
import { openLibrary } from './ui/library/library.ts';
import { browserRunStorage } from './ui/library/runStorage.ts';
import { weightsReader } from './ui/library/weightsReader.ts';
import { createOffline, holdBuild } from './ui/offline/offline.ts';
import { createLab } from './ui/store/lab.ts';
import { createSettingsStore } from './ui/store/settingsStore.ts';
import { followAddress } from './ui/store/urlLink.ts';
import { createViewStore } from './ui/store/viewStore.ts';
import { trustOwnScripts } from './ui/trustedScripts.ts';
import { createTrainerClient } from './worker/trainerClient.ts';

trustOwnScripts();
const settings = createSettingsStore(() => localStorage);
const trainer = createTrainerClient();
const lab = createLab(trainer, settings);
// Before the lab opens: the data and the engine are those of the link.
followAddress(settings, lab.store);
const storage = browserRunStorage();
const library = openLibrary({ lab, storage, readWeights: weightsReader(trainer) });

const offline = createOffline({
  container: navigator.serviceWorker,
  reload: () => location.reload(),
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html lacks the element #root.');
createRoot(root).render(
  <StrictMode>
    <App stores={{ trainer, lab, settings, view: createViewStore(), library, offline }} />
  </StrictMode>,
);
void lab.open();
// The development server's files change under their names.
if (import.meta.env.PROD) {
  holdBuild();
  // Keeping the app fetches all of it: after what this visit needs.
  addEventListener('load', () => requestIdleCallback(() => void offline.keep()));
}
