// z = argmin -log softmax(z)_y + (rho/2)|z - v|^2, one sample a thread: mDLAM Eq. (5) by damped Newton.
// The Hessian diag(p) - p p^T + rho I is inverted by Sherman-Morrison.

/// Newton steps at most.
override STEP_LIMIT: i32 = 60;
/// Halvings of the step size (of its logarithm) at most.
const SEARCH_LIMIT = 6;
const LARGEST = 3.4028234663852886e38;

struct Params {
  rows: u32,
  columns: u32,
  /// Strides in floats here: a thread walks one row.
  z_stride: u32,
  v_stride: u32,
  y_stride: u32,
  rho: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> v: array<f32>;
@group(0) @binding(3) var<storage, read> y: array<f32>;
@group(0) @binding(4) var<storage, read_write> z: array<f32>;
/// The Newton direction of each sample, `rows x columns` without padding.
@group(0) @binding(5) var<storage, read_write> directions: array<f32>;

struct Direction {
  /// The largest difference between two of its components.
  spread: f32,
  /// The gradient is small enough: what a step leaves of it is rounding.
  last: bool,
}

/// Writes the Newton direction of a sample from its z.
fn newton_direction(row: u32, rho: f32) -> Direction {
  let z_start = row * params.z_stride;
  let start = row * params.columns;
  let softmax = softmax_of(z_start);
  var worst = 0.0;
  var magnitude = 0.0;
  // 1 - p^T (diag p + rho)^-1 p, as a sum of positive terms, and p^T (diag p + rho)^-1 gradient.
  var kept = 0.0;
  var projected = 0.0;
  for (var j = 0u; j < params.columns; j += 1u) {
    let value = z[z_start + j];
    let target_value = v[row * params.v_stride + j];
    let p = probability(softmax, value);
    let gradient = (p - y[row * params.y_stride + j]) + rho * (value - target_value);
    worst = max(worst, abs(gradient));
    magnitude = max(magnitude, max(abs(value), abs(target_value)));
    kept += p * rho / (p + rho);
    projected += p * gradient / (p + rho);
    directions[start + j] = gradient;
  }
  var lowest = LARGEST;
  var highest = -LARGEST;
  for (var j = 0u; j < params.columns; j += 1u) {
    let p = probability(softmax, z[z_start + j]);
    let direction = -(directions[start + j] + p * projected / kept) / (p + rho);
    directions[start + j] = direction;
    lowest = min(lowest, direction);
    highest = max(highest, direction);
  }
  return Direction(highest - lowest, worst <= tolerance(rho, magnitude));
}

/// The objective's slope along the direction, `size` of it away from z.
fn slope(row: u32, rho: f32, size: f32) -> f32 {
  let z_start = row * params.z_stride;
  let start = row * params.columns;
  var largest = z[z_start] + size * directions[start];
  for (var j = 1u; j < params.columns; j += 1u) {
    largest = max(largest, z[z_start + j] + size * directions[start + j]);
  }
  var total = 0.0;
  var weighted = 0.0;
  var others = 0.0;
  for (var j = 0u; j < params.columns; j += 1u) {
    let direction = directions[start + j];
    let value = z[z_start + j] + size * direction;
    let weight = exp_nonpositive(value - largest);
    total += weight;
    weighted += weight * direction;
    let pull = rho * (value - v[row * params.v_stride + j]) - y[row * params.y_stride + j];
    others += direction * pull;
  }
  return weighted / total + others;
}

/// A step size that descends. Along the direction the third derivative is at most `spread` times the second,
/// so ln(1 + spread)/spread always descends and 1 does for a small spread; between them the slope's sign tells.
fn step_size(row: u32, rho: f32, spread: f32) -> f32 {
  if (spread <= 1.0 || slope(row, rho, 1.0) <= 0.0) {
    return 1.0;
  }
  var low = log_positive(1.0 + spread) / spread;
  var high = 1.0;
  for (var search = 0; search < SEARCH_LIMIT && high > 1.25 * low; search += 1) {
    let middle = sqrt(low * high);
    if (slope(row, rho, middle) <= 0.0) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

@compute @workgroup_size(64)
fn prox_cross_entropy_newton(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = grid_index(workgroup, local);
  if (row >= params.rows) {
    return;
  }
  let rho = scalars[params.rho];
  let z_start = row * params.z_stride;
  for (var j = 0u; j < params.columns; j += 1u) {
    z[z_start + j] = v[row * params.v_stride + j];
  }
  for (var step = 0; step < STEP_LIMIT; step += 1) {
    let direction = newton_direction(row, rho);
    let size = step_size(row, rho, direction.spread);
    for (var j = 0u; j < params.columns; j += 1u) {
      z[z_start + j] += size * directions[row * params.columns + j];
    }
    if (direction.last) {
      return;
    }
  }
}
