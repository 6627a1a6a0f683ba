/** y ≈ mean(y) + slope·(x − mean(x)), with what is left over. */
export interface LineFit {
  readonly intercept: number;
  readonly slope: number;
  /** Standard error of the slope; see `serialCorrelation` for how neighbouring residuals enter. */
  readonly slopeError: number;
  /** Σ (y − fit)². */
  readonly residualSum: number;
  /** 1 − residualSum / Σ (y − mean(y))²; 1 where y is constant. */
  readonly rSquared: number;
}

/** The quadratic term of y ≈ line + curvature·(x − mean(x))², with its standard error. */
export interface CurvatureFit {
  readonly curvature: number;
  readonly error: number;
}

/** Ordinary least squares on at least three points whose x differ; x and y are centred first. */
export function fitLine(xs: Float64Array, ys: Float64Array): LineFit {
  const count = xs.length;
  const xMean = mean(xs);
  const yMean = mean(ys);
  const us = xs.map((x) => x - xMean);
  const vs = ys.map((y) => y - yMean);
  const spread = dot(us, us);
  const slope = dot(us, vs) / spread;
  const residuals = vs.map((v, i) => v - slope * (us[i] as number));
  const residualSum = dot(residuals, residuals);
  const total = dot(vs, vs);
  return {
    intercept: yMean - slope * xMean,
    slope,
    slopeError: Math.sqrt((residualSum / (count - 2) / spread) * inflation(residuals)),
    residualSum,
    rSquared: total > 0 ? 1 - residualSum / total : 1,
  };
}

/** The quadratic term alone: y is regressed on the part of (x − mean(x))² that no line explains. Four points at least. */
export function fitCurvature(xs: Float64Array, ys: Float64Array): CurvatureFit {
  const count = xs.length;
  const xMean = mean(xs);
  const us = xs.map((x) => x - xMean);
  const squares = us.map((u) => u * u);
  const bends = lineResiduals(us, squares);
  const remaining = lineResiduals(us, ys);
  const spread = dot(bends, bends);
  const curvature = dot(bends, remaining) / spread;
  const residuals = remaining.map((r, i) => r - curvature * (bends[i] as number));
  const variance = (dot(residuals, residuals) / (count - 3)) * inflation(residuals);
  return { curvature, error: Math.sqrt(variance / spread) };
}

/** What is left of y after its best line in x. */
function lineResiduals(us: Float64Array, ys: Float64Array): Float64Array {
  const yMean = mean(ys);
  const slope = dot(us, ys) / dot(us, us);
  return ys.map((y, i) => y - yMean - slope * (us[i] as number));
}

/** Beyond this the residuals are one smooth curve, and no share of them is independent. */
const LARGEST_CORRELATION = 0.98;

/**
 * The factor on a variance by which neighbouring residuals that resemble each other carry less
 * information than independent ones: (1 + r)/(1 − r) for a correlation r of consecutive residuals (a first-order autoregressive
 * process). Training curves ripple with the momentum; without this their errors come out tenfold too small.
 */
function inflation(residuals: Float64Array): number {
  const r = serialCorrelation(residuals);
  return (1 + r) / (1 - r);
}

/** Correlation of consecutive residuals, 0 … LARGEST_CORRELATION; a negative one would shrink errors and counts as none. */
function serialCorrelation(residuals: Float64Array): number {
  let product = 0;
  for (let i = 1; i < residuals.length; i++) {
    product += (residuals[i - 1] as number) * (residuals[i] as number);
  }
  const total = dot(residuals, residuals);
  return total > 0 ? Math.min(LARGEST_CORRELATION, Math.max(0, product / total)) : 0;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
