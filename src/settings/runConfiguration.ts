import { type Algorithm, isAlternating } from '../model/algorithms.ts';
import type {
  Initialisation,
  Method,
  Schedule,
  StopRules,
  TrainingGoal,
} from '../model/hyperparameters.ts';
import type { NetworkShape } from '../model/network.ts';
import type { Settings } from './settings.ts';
import { updateRule } from './updateRule.ts';

/** What one run needs to know beside its data. */
export interface RunConfiguration {
  readonly shape: NetworkShape;
  readonly method: Method;
  readonly initialisation: Initialisation;
  readonly stop: StopRules;
  readonly evaluateEvery: number;
}

/** Spreads one value over all layers; as many values as layers stay as they are. */
function perLayer(values: readonly number[], layers: number): readonly number[] {
  return values.length === 1 ? Array<number>(layers).fill(values[0] as number) : values;
}

function epsilonSchedule(settings: Settings): Schedule {
  const initial = settings.epsilon;
  if (settings.epsilonSchedule === 'constant') return { kind: 'constant', initial };
  const shrinking = { initial, ratio: settings.epsilonDecay, limit: settings.epsilonMin };
  return settings.epsilonSchedule === 'geometric'
    ? { kind: 'geometric', ...shrinking }
    : { kind: 'restarted-geometric', ...shrinking, period: settings.epsilonPeriod };
}

function rhoSchedule(settings: Settings): Schedule {
  return settings.rhoSchedule === 'constant'
    ? { kind: 'constant', initial: settings.rho }
    : {
        kind: 'geometric',
        initial: settings.rho,
        ratio: settings.rhoGrowth,
        limit: settings.rhoLimit,
      };
}

/** The algorithm with what the settings say of it. */
function methodOf(settings: Settings, algorithm: Algorithm, layers: number): Method {
  const { loss, regulariser, proxSolver } = settings;
  const goal: TrainingGoal = { loss, regulariser, lambda: perLayer(settings.lambda, layers) };
  if (isAlternating(algorithm)) {
    const rho = rhoSchedule(settings);
    const epsilon = epsilonSchedule(settings);
    const innerSteps = perLayer(settings.innerSteps, layers);
    const hyperparameters = { ...goal, algorithm, rho, epsilon, innerSteps, proxSolver };
    return { kind: 'alternating', hyperparameters };
  }
  if (algorithm === 'dladmm') {
    const { admmRho: rho, admmNu: nu } = settings;
    return { kind: 'dladmm', hyperparameters: { ...goal, rho, nu, proxSolver } };
  }
  const rule = updateRule(settings, algorithm);
  const { batchSize, seed } = settings;
  return { kind: 'gradient', hyperparameters: { ...goal, rule, batchSize, orderSeed: seed } };
}

/** The configuration of one algorithm's run on data with the given numbers of features and classes. */
export function runConfiguration(
  settings: Settings,
  algorithm: Algorithm,
  featureCount: number,
  classCount: number,
): RunConfiguration {
  const widths = [featureCount, ...settings.hidden, classCount];
  const layers = widths.length - 1;
  return {
    shape: { widths, activation: settings.activation, bias: settings.bias },
    method: methodOf(settings, algorithm, layers),
    initialisation: {
      seed: settings.seed,
      // Loaded weights are no part of the settings: whoever makes the run brings them.
      weights:
        settings.weights === 'normal' ? { kind: 'normal', sigma: settings.sigma } : { kind: 'he' },
      output: settings.output,
    },
    stop: {
      iterations: settings.iterations,
      relativeChange: settings.relativeChange,
      seconds: settings.seconds,
      targetAccuracy: settings.targetAccuracy,
    },
    evaluateEvery: settings.evaluateEvery,
  };
}
