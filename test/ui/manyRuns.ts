import { ALGORITHMS, type Algorithm } from '../../src/model/algorithms.ts';
import { defaultLook } from '../../src/ui/charts/appearance.ts';
import type { LabRun } from '../../src/ui/store/labState.ts';
import { fakeRun } from '../../src/ui/testing/fakeRun.ts';
import { fakeRecord } from './fakeCurves.ts';

/** Runs of earlier races with so many records each, all in the charts. */
export function manyRuns(count: number, points: number): readonly LabRun[] {
  return Array.from({ length: count }, (_, index) => {
    const algorithm = ALGORITHMS[index % ALGORITHMS.length] as Algorithm;
    const records = Array.from({ length: points }, (_record, k) => {
      const record = fakeRecord(algorithm, k, {
        divergent: false,
        deviceTime: true,
        updatesPerPass: 1,
      });
      const noise = 1 + 0.1 * Math.sin(k * k * 0.37 + index) + index / 10;
      const { forward } = record;
      return {
        ...record,
        objective: record.objective * noise,
        forward: forward && {
          ...forward,
          testLoss: forward.testLoss * noise,
          testAccuracy: forward.testAccuracy * (1 - 0.05 * noise),
        },
      };
    });
    return {
      ...fakeRun(algorithm, records),
      key: `kept-${index}`,
      marks: {
        name: `${algorithm} ${index}`,
        look: defaultLook(algorithm),
        shown: true,
        pinned: true,
      },
      state: { kind: 'finished', reason: 'iterations' },
    };
  });
}
