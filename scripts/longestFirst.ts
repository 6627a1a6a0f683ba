import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take half a minute to five minutes on two cores, the longest first; beside the first, whose kernels take both cores,
 * one that waits half of its time.
 */
export const LONGEST = [
  'test/gpu/iteration.test.ts',
  'test/faults/faults.test.ts',
  'test/gpu/lemma1.test.ts',
  'test/gpu/product.test.ts',
  'test/gpu/command.test.ts',
  'test/hostile/memory.test.ts',
  'test/gpu/gradientMethods.test.ts',
  'test/gpu/blocks.test.ts',
  'test/gpu/memoryEstimate.test.ts',
  'test/gpu/deviceFaults.test.ts',
  'test/gpu/sums.test.ts',
  'test/gpu/parts.test.ts',
  'test/cli/train.test.ts',
  'test/optimiser/accuracy.test.ts',
];

/** Its place in the list; of what is not in it, after the end. */
function place({ moduleId, project }: TestSpecification): number {
  const index = LONGEST.indexOf(relative(project.config.root, moduleId));
  return index < 0 ? LONGEST.length : index;
}

/** Long files begin, whatever their project, so that none is left alone at the end. vitest goes by their sizes in bytes. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
