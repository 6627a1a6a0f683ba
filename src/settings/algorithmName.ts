import type { Algorithm } from '../model/algorithms.ts';
import { SETTINGS } from './settings.ts';

/** What the page and the files call it: "mDLAM". */
export function algorithmName(algorithm: Algorithm): string {
  const { control } = SETTINGS.algorithms;
  return control.kind === 'choices' ? (control.names[algorithm] as string) : algorithm;
}
