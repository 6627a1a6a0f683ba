import type {
  Algorithm,
  Hyperparameters,
  Initialisation,
  Schedule,
  StopRules,
} from '../model/hyperparameters.ts';
import type { NetworkShape } from '../model/network.ts';
import type { Settings } from './settings.ts';

/** What one run needs to know beside its data. */
export interface RunConfiguration {
  readonly shape: NetworkShape;
  readonly hyperparameters: Hyperparameters;
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
    hyperparameters: {
      algorithm,
      loss: settings.loss,
      regulariser: settings.regulariser,
      lambda: perLayer(settings.lambda, layers),
      rho: rhoSchedule(settings),
      epsilon: epsilonSchedule(settings),
      innerSteps: perLayer(settings.innerSteps, layers),
      proxSolver: settings.proxSolver,
    },
    initialisation: {
      seed: settings.seed,
      weights:
        settings.weights === 'he' ? { kind: 'he' } : { kind: 'normal', sigma: settings.sigma },
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
