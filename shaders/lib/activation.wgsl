// The activation functions h, their inverses and ranges; needs lib/elementary.wgsl.

/// Which h: 0 ReLU, 1 leaky ReLU, 2 sigmoid, 3 tanh.
override ACTIVATION: u32 = 0u;
/// Slope of leaky ReLU left of zero.
override LEAKY_SLOPE: f32 = 0.01;
/// Distance kept from the rim of a bounded range before h is inverted there.
override RIM_MARGIN: f32 = 1e-4;

const RELU = 0u;
const LEAKY_RELU = 1u;
const SIGMOID = 2u;
const TANH = 3u;
const LARGEST = 3.4028234663852886e38;

/// 1/(1 + e^-z) as e^z/(1 + e^z) left of zero: nothing overflows.
fn sigmoid(z: f32) -> f32 {
  let e = exp_nonpositive(-abs(z));
  return select(1.0, e, z < 0.0) / (1.0 + e);
}

/// tanh|z| = -expm1(-2|z|)/(2 + expm1(-2|z|)): nothing cancels near zero.
fn hyperbolic_tangent(z: f32) -> f32 {
  let e = expm1_nonpositive(-2.0 * abs(z));
  return select(1.0, -1.0, z < 0.0) * (-e / (2.0 + e));
}

/// h(z).
fn h(z: f32) -> f32 {
  switch ACTIVATION {
    case LEAKY_RELU: {
      return select(z, LEAKY_SLOPE * z, z < 0.0);
    }
    case SIGMOID: {
      return sigmoid(z);
    }
    case TANH: {
      return hyperbolic_tangent(z);
    }
    default: {
      return max(z, 0.0);
    }
  }
}

/// h of four at a time.
fn h_of_quad(z: vec4f) -> vec4f {
  switch ACTIVATION {
    case RELU: {
      return max(z, vec4f());
    }
    case LEAKY_RELU: {
      return select(z, LEAKY_SLOPE * z, z < vec4f());
    }
    default: {
      return vec4f(h(z.x), h(z.y), h(z.z), h(z.w));
    }
  }
}

/// artanh(t) for |t| < 1; the quotient form only where it does not cancel.
fn inverse_tanh(t: f32) -> f32 {
  if (abs(t) < 0.17) {
    return 0.5 * twice_artanh(t);
  }
  return 0.5 * log_positive((1.0 + t) / (1.0 - t));
}

/// ln(p/(1 - p)) for 0 < p < 1; around 1/2, where it is near zero, as 2 artanh(2p - 1), whose argument is exact.
fn logit(p: f32) -> f32 {
  let t = 2.0 * p - 1.0;
  if (abs(t) < 0.171) {
    return twice_artanh(t);
  }
  return log_positive(p / (1.0 - p));
}

/// inf h and sup h.
fn activation_range() -> vec2f {
  switch ACTIVATION {
    case LEAKY_RELU: {
      return vec2f(-LARGEST, LARGEST);
    }
    case SIGMOID: {
      return vec2f(0.0, 1.0);
    }
    case TANH: {
      return vec2f(-1.0, 1.0);
    }
    default: {
      return vec2f(0.0, LARGEST);
    }
  }
}

/// The inverse of a bounded h, from strictly inside its range.
fn inverse_bounded(value: f32) -> f32 {
  if (ACTIVATION == SIGMOID) {
    return logit(value);
  }
  return inverse_tanh(value);
}

/// The inverse of leaky ReLU.
fn inverse_leaky(value: f32) -> f32 {
  return select(value, value / LEAKY_SLOPE, value < 0.0);
}

/// [B1, B2] of sigmoid and tanh: open where a -+ epsilon leaves the range on the harmless side.
fn bounded_band(a: f32, epsilon: f32) -> vec2f {
  let range = activation_range();
  var band = vec2f(-LARGEST, LARGEST);
  if (a - epsilon > range.x) {
    band.x = inverse_bounded(min(a - epsilon, range.y - RIM_MARGIN));
  }
  if (a + epsilon < range.y) {
    band.y = inverse_bounded(max(a + epsilon, range.x + RIM_MARGIN));
  }
  return band;
}

/// [B1, B2] = {z : |h(z) - a| <= epsilon}, mDLAM Eq. (4); an open side is the largest number.
fn activation_band(a: f32, epsilon: f32) -> vec2f {
  switch ACTIVATION {
    case LEAKY_RELU: {
      return vec2f(inverse_leaky(a - epsilon), inverse_leaky(a + epsilon));
    }
    case SIGMOID, TANH: {
      return bounded_band(a, epsilon);
    }
    default: {
      let lower = a - epsilon;
      return vec2f(select(-LARGEST, lower, lower > 0.0), max(a + epsilon, 0.0));
    }
  }
}

/// How far beyond epsilon rounding may have carried a z that was feasible, relative to epsilon + |a|: 8u.
const FEASIBILITY_SLACK = 4.76837158203125e-7;

/// The inverse of a bounded h without the margin: the largest numbers at and beyond the rim.
fn exact_inverse_bounded(value: f32) -> f32 {
  let range = activation_range();
  if (value <= range.x) {
    return -LARGEST;
  }
  if (value >= range.y) {
    return LARGEST;
  }
  return inverse_bounded(value);
}

/// The band for a step from z: where z is feasible it stays inside, so that the step cannot raise phi, and a bounded h is
/// inverted without the margin. The other h choose, as a branch costs them more than either band.
fn band_around(z: f32, a: f32, epsilon: f32) -> vec2f {
  let feasible = abs(h(z) - a) <= epsilon + FEASIBILITY_SLACK * (epsilon + abs(a));
  var band = vec2f();
  if ((ACTIVATION == SIGMOID || ACTIVATION == TANH) && feasible) {
    band = vec2f(exact_inverse_bounded(a - epsilon), exact_inverse_bounded(a + epsilon));
  } else {
    band = activation_band(a, epsilon);
  }
  return select(band, vec2f(min(z, band.x), max(z, band.y)), feasible);
}
