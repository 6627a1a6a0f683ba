import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longestFirst.ts';
import { testMnistFolder } from './scripts/mnistFolder.ts';
import { vulkanEnvironment } from './scripts/vulkan.ts';

// Dawn's Vulkan loader reads these when a process starts, so they are set here, in the process that
// starts the test processes.
Object.assign(process.env, vulkanEnvironment());

// Tests that can use real MNIST look for it where MNIST_DIR says.
const mnist = testMnistFolder(import.meta.dirname);
if (mnist !== null) process.env.MNIST_DIR = mnist;

const GPU_TESTS = ['test/gpu/**/*.test.ts', 'src/backend/gpu/**/*.test.ts'];
/** Long tests of much at once, and those that start programs. */
const WHOLE_TESTS = ['cli', 'faults', 'fuzz', 'hostile', 'optimiser'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  plugins: [react()],
  test: {
    pool: 'forks',
    // By default one core is left idle, which of two is half of the time.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Kernels that SwiftShader computes beside other tests take both cores now and then.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'cli/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...GPU_TESTS, ...WHOLE_TESTS],
          // A process for every file of these would take a third of their time.
          isolate: false,
          unstubGlobals: true,
          restoreMocks: true,
        },
      },
      {
        extends: true,
        test: { name: 'whole', include: WHOLE_TESTS },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: GPU_TESTS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
