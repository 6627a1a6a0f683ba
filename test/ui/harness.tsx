import '../../src/ui/mantine.css';
import '../../src/ui/global.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../src/ui/App.tsx';
import { createLab } from '../../src/ui/store/lab.ts';
import { createSettingsStore } from '../../src/ui/store/settingsStore.ts';
import { createViewStore } from '../../src/ui/store/viewStore.ts';
import { FakeTrainer } from './fakeTrainer.ts';

/** The page on the stand-in; options as JSON after the #. */
const options = location.hash ? JSON.parse(decodeURIComponent(location.hash.slice(1))) : {};
const settings = createSettingsStore(() => localStorage);
const trainer = new FakeTrainer(options);
const lab = createLab(trainer, settings);

createRoot(document.getElementById('root') as HTMLElement).render(
  <App stores={{ trainer, lab, settings, view: createViewStore() }} />,
);
void lab.open();
