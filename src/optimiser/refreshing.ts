/** Iterations after which what is only brought along is formed anew: its rounding does not add up. */
export const REFRESH_EVERY = 32;
