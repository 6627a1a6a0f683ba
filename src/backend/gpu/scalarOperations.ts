import type { Scalar, ScalarArithmetic } from '../../optimiser/backend.ts';
import type { ScalarOperation } from './controlStep.ts';
import type { Recording } from './recording.ts';
import type { ScalarStore } from './scalars.ts';

/** The port's arithmetic as instructions of shaders/control.wgsl. */
export function scalarOperations(
  scalars: ScalarStore,
  recording: (operation: string) => Recording,
): ScalarArithmetic {
  const binary =
    (operation: ScalarOperation) =>
    (x: Scalar, y: Scalar): Scalar => {
      const { recorder } = recording(operation);
      const target = recorder.fresh(operation);
      recorder.instruct(operation, target, scalars.own(x), scalars.own(y));
      return target;
    };
  const unary = (operation: ScalarOperation): ((x: Scalar) => Scalar) => {
    const apply = binary(operation);
    return (x) => apply(x, x);
  };
  return {
    constant: (value) => scalars.constant(value),
    add: binary('add'),
    subtract: binary('subtract'),
    multiply: binary('multiply'),
    divide: binary('divide'),
    minimum: binary('minimum'),
    maximum: binary('maximum'),
    squareRoot: unary('squareRoot'),
    greater: binary('greater'),
    atLeast: binary('atLeast'),
    and: binary('and'),
    not: unary('not'),
    raiseByDoubling: binary('raiseByDoubling'),
    assign(target, source) {
      const own = scalars.own(target);
      if (own.constant) throw new TypeError(`The constant ${own.label} cannot be assigned to`);
      const from = scalars.own(source);
      recording('assign').recorder.instruct('assign', own, from, from);
    },
  };
}
