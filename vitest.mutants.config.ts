import { defineConfig } from 'vitest/config';

/** The process in which `npm run mutants` tries mutants of the kernels. */
export default defineConfig({
  test: {
    pool: 'forks',
    include: ['test/mutants/*.mutants.ts'],
    testTimeout: 120_000,
  },
});
