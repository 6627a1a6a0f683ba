import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineCopy } from './scripts/offlineCopy.ts';
import { safePage } from './scripts/safePage.ts';
import { serveMnist } from './scripts/serveMnist.ts';
import { slimShaders } from './scripts/slimShaders.ts';
import { katexFonts } from './scripts/woff2Only.ts';

export default defineConfig({
  // Relative addresses: the built app may lie in any folder of a server.
  base: './',
  plugins: [react(), safePage(), serveMnist(import.meta.dirname), katexFonts(), offlineCopy()],
  worker: { format: 'es', plugins: () => [slimShaders()] },
  build: {
    // The first Chrome with everything the app uses; older browsers have no WebGPU either.
    target: 'chrome120',
    // What counts is the sum of all scripts: scripts/checkBudget.ts.
    chunkSizeWarningLimit: 1000,
    sourcemap: false,
    // Small fonts would become data: addresses, which the page's security policy does not let in.
    assetsInlineLimit: 0,
  },
  // Not every page of the repository: the benchmark's has packages that are no part of the app.
  optimizeDeps: { entries: ['index.html'] },
  // Numbers, not "localhost": bare machines have no name for themselves.
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173 },
});
