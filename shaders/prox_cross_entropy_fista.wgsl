// z = argmin -log softmax(z)_y + (rho/2)|z - v|^2, one sample a thread: mDLAM Eq. (5) by FISTA, with the
// gradient's Lipschitz constant 1/2 + rho and the momentum for strong convexity rho (Beck & Teboulle 2009).

/// Gradient steps at most.
override STEP_LIMIT: i32 = 5000;

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
/// The last iterate of each sample, `rows x columns` without padding; z holds the extrapolated one.
@group(0) @binding(5) var<storage, read_write> iterates: array<f32>;

/// The largest absolute gradient of a sample at its z, in units of the tolerance.
fn excess(row: u32, rho: f32, softmax: Softmax) -> f32 {
  var worst = 0.0;
  var magnitude = 0.0;
  for (var j = 0u; j < params.columns; j += 1u) {
    let value = z[row * params.z_stride + j];
    worst = max(worst, abs(gradient_of(row, j, rho, softmax)));
    magnitude = max(magnitude, max(abs(value), abs(v[row * params.v_stride + j])));
  }
  return worst / tolerance(rho, magnitude);
}

/// Component j of a sample's gradient at its z.
fn gradient_of(row: u32, j: u32, rho: f32, softmax: Softmax) -> f32 {
  let value = z[row * params.z_stride + j];
  let p = probability(softmax, value);
  return (p - y[row * params.y_stride + j]) + rho * (value - v[row * params.v_stride + j]);
}

@compute @workgroup_size(64)
fn prox_cross_entropy_fista(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = grid_index(workgroup, local);
  if (row >= params.rows) {
    return;
  }
  let rho = scalars[params.rho];
  let lipschitz = 0.5 + rho;
  let momentum = (sqrt(lipschitz) - sqrt(rho)) / (sqrt(lipschitz) + sqrt(rho));
  let start = row * params.columns;
  let z_start = row * params.z_stride;
  for (var j = 0u; j < params.columns; j += 1u) {
    z[z_start + j] = v[row * params.v_stride + j];
    iterates[start + j] = z[z_start + j];
  }
  for (var step = 0; step < STEP_LIMIT; step += 1) {
    let softmax = softmax_of(z_start);
    if (excess(row, rho, softmax) <= 1.0) {
      return;
    }
    for (var j = 0u; j < params.columns; j += 1u) {
      let next = z[z_start + j] - gradient_of(row, j, rho, softmax) / lipschitz;
      z[z_start + j] = next + momentum * (next - iterates[start + j]);
      iterates[start + j] = next;
    }
  }
}
