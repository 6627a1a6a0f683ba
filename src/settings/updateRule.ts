import type { GradientAlgorithm } from '../model/algorithms.ts';
import type { UpdateRule } from '../model/updateRule.ts';
import type { Settings } from './settings.ts';

/** The update rule of a gradient method with what the settings say of it. */
export function updateRule(settings: Settings, algorithm: GradientAlgorithm): UpdateRule {
  const { momentumFactor, beta1, beta2, adamEpsilon } = settings;
  switch (algorithm) {
    case 'sgd':
      return { kind: 'momentum', rate: settings.sgdRate, momentum: 0, nesterov: false };
    case 'momentum':
    case 'nesterov': {
      const nesterov = algorithm === 'nesterov';
      const rate = nesterov ? settings.nesterovRate : settings.momentumRate;
      return { kind: 'momentum', rate, momentum: momentumFactor, nesterov };
    }
    case 'adagrad':
      return { kind: 'adagrad', rate: settings.adagradRate, epsilon: settings.adagradEpsilon };
    case 'rmsprop':
      return {
        kind: 'rmsprop',
        rate: settings.rmspropRate,
        alpha: settings.rmspropAlpha,
        epsilon: settings.rmspropEpsilon,
      };
    case 'adadelta':
      return {
        kind: 'adadelta',
        rate: settings.adadeltaRate,
        rho: settings.adadeltaRho,
        epsilon: settings.adadeltaEpsilon,
      };
    case 'adam':
    case 'amsgrad': {
      const amsgrad = algorithm === 'amsgrad';
      const rate = amsgrad ? settings.amsgradRate : settings.adamRate;
      return { kind: 'adam', rate, beta1, beta2, epsilon: adamEpsilon, amsgrad };
    }
  }
}
