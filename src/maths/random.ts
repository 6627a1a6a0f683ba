import { ConfigurationError } from '../model/errors.ts';

/** Jump polynomial of xoshiro128**, coefficients from the lowest power, 32 a word. */
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b] as const;
const WORD = 2 ** 32;

type State = readonly [number, number, number, number];

/** Two rounds of splitmix64 fill the four words, as the authors of xoshiro recommend. */
function stateFromSeed(seed: number): State {
  let x = BigInt(seed);
  const next = (): bigint => {
    x = BigInt.asUintN(64, x + 0x9e3779b97f4a7c15n);
    let z = x;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  const first = next();
  const second = next();
  return [
    Number(first & 0xffffffffn),
    Number(first >> 32n),
    Number(second & 0xffffffffn),
    Number(second >> 32n),
  ];
}

/**
 * Seeded pseudo-random numbers: xoshiro128** 1.1 (D. Blackman and S. Vigna, "Scrambled linear
 * pseudorandom number generators", ACM TOMS 47(4), 2021; prng.di.unimi.it), seeded by splitmix64.
 * Period 2^128 − 1. Integers and uniforms are the same on every machine; `normal` goes through
 * Math.log and Math.cos, whose last bit is the JavaScript engine's own.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  private constructor(state: State) {
    [this.#a, this.#b, this.#c, this.#d] = state;
  }

  /**
   * The stream that belongs to `seed`, an integer from 0 to 2^53 − 1.
   * @throws ConfigurationError for any other seed.
   */
  static fromSeed(seed: number): Random {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new ConfigurationError(
        'seed',
        `The seed is ${seed}; it must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`,
      );
    }
    return new Random(stateFromSeed(seed));
  }

  /** A stream that starts at exactly these four words, not all zero: for tests and resumed runs. */
  static fromState(state: State): Random {
    return new Random(state);
  }

  /** The four words that `fromState` takes to go on from here: there is no other state. */
  state(): State {
    return [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#d >>> 0];
  }

  /** A copy 2^64 draws ahead: a stream that never meets the next 2^64 draws of this one. */
  jumped(): Random {
    const walker = new Random(this.state());
    const sum: [number, number, number, number] = [0, 0, 0, 0];
    for (const word of JUMP) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word >>> bit) & 1) {
          sum[0] ^= walker.#a;
          sum[1] ^= walker.#b;
          sum[2] ^= walker.#c;
          sum[3] ^= walker.#d;
        }
        walker.bits();
      }
    }
    return new Random(sum);
  }

  /** 32 uniform bits as an integer from 0 to 2^32 − 1. */
  bits(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** Uniform on [low, high), by default [0, 1): 53 random bits, two draws. */
  uniform(low = 0, high = 1): number {
    const upper = this.bits() >>> 5;
    const lower = this.bits() >>> 6;
    return low + (high - low) * ((upper * 2 ** 26 + lower) / 2 ** 53);
  }

  /**
   * Standard normal N(0, 1) by Box and Muller's √(−2 ln u)·cos 2πv. The sine half is thrown away:
   * keeping it would be hidden state, and a stream resumed from `state()` would then differ.
   */
  normal(): number {
    const u = 1 - this.uniform();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.uniform());
  }

  /**
   * Uniform integer from 0 to bound − 1, without the bias of a bare remainder.
   * @throws RangeError unless bound is an integer from 1 to 2^32.
   */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > WORD) {
      throw new RangeError(`integer(bound): bound is ${bound}, must be from 1 to 2^32.`);
    }
    const limit = WORD - (WORD % bound);
    let draw = this.bits();
    while (draw >= limit) draw = this.bits();
    return draw % bound;
  }

  /** Shuffles in place (Fisher–Yates, every order equally likely) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    const list: { length: number; [index: number]: unknown } = items;
    for (let last = list.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const kept = list[last];
      list[last] = list[other];
      list[other] = kept;
    }
    return items;
  }
}
