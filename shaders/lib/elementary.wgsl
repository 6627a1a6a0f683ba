// exp, expm1, log and log1p to about 2e-7 relative: WGSL leaves its own functions an error that grows
// with |x| (exp) or is absolute near 1 (log), and tanh cancels near 0.

const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.42860682030941723e-6;

/// 2^n for -126 <= n <= 127, built from its bits.
fn power_of_two(n: i32) -> f32 {
  return bitcast<f32>(u32(n + 127) << 23u);
}

/// (e^r - 1 - r) / r^2 for |r| <= ln(2)/2 by its Taylor polynomial (truncation below 1e-8).
fn exponential_tail(r: f32) -> f32 {
  return 0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0
    + r * (1.0 / 5040.0 + r * (1.0 / 40320.0))))));
}

/// e^x for x <= 0; 0 below -87, where the result would be subnormal.
fn exp_nonpositive(x: f32) -> f32 {
  let bounded = max(x, -87.0);
  let n = round(bounded * 1.4426950408889634);
  let r = (bounded - n * LN2_HIGH) - n * LN2_LOW;
  let value = power_of_two(i32(n)) * (1.0 + (r + r * r * exponential_tail(r)));
  return select(value, 0.0, x < -87.0);
}

/// e^x - 1 for x <= 0, without cancellation near 0.
fn expm1_nonpositive(x: f32) -> f32 {
  let bounded = max(x, -87.0);
  let n = round(bounded * 1.4426950408889634);
  let r = (bounded - n * LN2_HIGH) - n * LN2_LOW;
  let scale = power_of_two(i32(n));
  return scale * (r + r * r * exponential_tail(r)) + (scale - 1.0);
}

/// 2 artanh(s) for |s| <= 0.1716 by its Taylor polynomial (truncation below 1e-9).
fn twice_artanh(s: f32) -> f32 {
  let q = s * s;
  return 2.0 * (s + s * q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0)))));
}

/// ln x for normal x > 0: x = m 2^n with m in [sqrt(1/2), sqrt(2)), ln m = 2 artanh((m - 1)/(m + 1)).
fn log_positive(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  let shifted = bits - 0x3f3504f3u;
  let n = bitcast<i32>(shifted) >> 23u;
  let m = bitcast<f32>(bits - (bitcast<u32>(n) << 23u));
  let fraction = twice_artanh((m - 1.0) / (m + 1.0));
  return f32(n) * LN2_HIGH + (fraction + f32(n) * LN2_LOW);
}

/// ln(1 + y) for y >= 0, without cancellation near 0.
fn log1p_nonnegative(y: f32) -> f32 {
  if (y < 0.4) {
    return twice_artanh(y / (2.0 + y));
  }
  return log_positive(1.0 + y);
}

/// Whether x is NaN, told from its bits: compilers may assume that x == x.
fn is_nan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}
