// out = d/dz sum over the samples of -log softmax(z)_y = (sum_k y_k) softmax(z) - y, one sample a thread.

struct Params {
  rows: u32,
  columns: u32,
  /// Strides in floats here: a thread walks one row.
  out_stride: u32,
  z_stride: u32,
  y_stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

/// Sum of y over a row; NaN where softmax has none, since exp_nonpositive need not pass a NaN on.
fn weight_of(row: u32, softmax: Softmax) -> f32 {
  var weight = 0.0;
  for (var j = 0u; j < params.columns; j += 1u) {
    let below = z[row * params.z_stride + j] - softmax.largest;
    weight += select(y[row * params.y_stride + j], below, is_nan(below));
  }
  return weight;
}

/// Sum of p over all classes of a row but one.
fn probability_of_others(z_start: u32, place: u32, softmax: Softmax) -> f32 {
  var sum = 0.0;
  for (var j = 0u; j < params.columns; j += 1u) {
    sum += select(exp_nonpositive(z[z_start + j] - softmax.largest), 0.0, j == place);
  }
  return sum / softmax.total;
}

@compute @workgroup_size(64)
fn cross_entropy_gradient(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = grid_index(workgroup, local);
  if (row >= params.rows) {
    return;
  }
  let z_start = row * params.z_stride;
  let softmax = softmax_of(z_start);
  let weight = weight_of(row, softmax);
  for (var j = 0u; j < params.columns; j += 1u) {
    let truth = y[row * params.y_stride + j];
    // In a one-hot row the true class has -(1 - p) as minus the other probabilities: nothing cancels.
    var slope = (weight - truth) * probability(softmax, z[z_start + j]);
    if (truth != 0.0) {
      slope -= truth * probability_of_others(z_start, j, softmax);
    }
    out[row * params.out_stride + j] = slope;
  }
}
