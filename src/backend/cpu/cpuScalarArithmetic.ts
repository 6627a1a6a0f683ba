import { raiseByDoubling } from '../../maths/raiseByDoubling.ts';
import type { Scalar, ScalarArithmetic } from '../../optimiser/backend.ts';
import { ownScalar } from './cpuHandles.ts';
import { CpuRecorder } from './cpuRecorder.ts';

/** The port's scalar arithmetic in float64. */
export class CpuScalarArithmetic extends CpuRecorder implements ScalarArithmetic {
  constant(value: number): Scalar {
    return this.result(String(value), () => value);
  }

  add(x: Scalar, y: Scalar): Scalar {
    return this.#binary('add', x, y, (a, b) => a + b);
  }

  subtract(x: Scalar, y: Scalar): Scalar {
    return this.#binary('subtract', x, y, (a, b) => a - b);
  }

  multiply(x: Scalar, y: Scalar): Scalar {
    return this.#binary('multiply', x, y, (a, b) => a * b);
  }

  divide(x: Scalar, y: Scalar): Scalar {
    return this.#binary('divide', x, y, (a, b) => (b === 0 ? 0 : a / b));
  }

  minimum(x: Scalar, y: Scalar): Scalar {
    return this.#binary('minimum', x, y, Math.min);
  }

  maximum(x: Scalar, y: Scalar): Scalar {
    return this.#binary('maximum', x, y, Math.max);
  }

  squareRoot(x: Scalar): Scalar {
    const operand = ownScalar(x);
    return this.result(`squareRoot(${x.label})`, () => Math.sqrt(operand.value));
  }

  greater(x: Scalar, y: Scalar): Scalar {
    return this.#binary('greater', x, y, (a, b) => (a > b ? 1 : 0));
  }

  atLeast(x: Scalar, y: Scalar): Scalar {
    return this.#binary('atLeast', x, y, (a, b) => (a >= b ? 1 : 0));
  }

  and(x: Scalar, y: Scalar): Scalar {
    return this.#binary('and', x, y, (a, b) => (a !== 0 && b !== 0 ? 1 : 0));
  }

  not(x: Scalar): Scalar {
    const operand = ownScalar(x);
    return this.result(`not(${x.label})`, () => (operand.value === 0 ? 1 : 0));
  }

  raiseByDoubling(start: Scalar, bound: Scalar): Scalar {
    return this.#binary('raiseByDoubling', start, bound, raiseByDoubling);
  }

  assign(target: Scalar, source: Scalar): void {
    const [to, from] = [ownScalar(target), ownScalar(source)];
    this.issue(() => {
      to.value = from.value;
    });
  }

  #binary(name: string, x: Scalar, y: Scalar, compute: (x: number, y: number) => number): Scalar {
    const [first, second] = [ownScalar(x), ownScalar(y)];
    return this.result(name, () => compute(first.value, second.value));
  }
}
