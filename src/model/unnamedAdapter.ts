/** What a GPU is called whose adapter does not tell its name; in Firefox none does. */
export const UNNAMED_ADAPTER = 'WebGPU';
