import '@tensorflow/tfjs-backend-webgpu';
import type { Contender } from '../contender.ts';
import { tfjs } from './tfjs.ts';

export function tfjsWebgpu(version: string): Promise<Contender> {
  return tfjs('webgpu', {
    id: 'tfjs-webgpu',
    version,
    device: 'gpu',
    note: 'matMul with its transpose flags, variableGrads; waits for data() of a slice of one number',
  });
}
