import type { FeatureValues, LabelledSamples } from '../model/dataset.ts';

/** The features of the samples at these positions, `origin.length × featureCount`, in that order. */
export function sourceValues(raw: LabelledSamples, origin: Uint32Array): FeatureValues {
  const { values, featureCount } = raw;
  const length = origin.length * featureCount;
  const picked = values instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  origin.forEach((from, to) => {
    const row = values.subarray(from * featureCount, (from + 1) * featureCount);
    picked.set(row, to * featureCount);
  });
  return picked;
}
