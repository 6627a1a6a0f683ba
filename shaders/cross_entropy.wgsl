// Sum over the samples of -log softmax(z)_y, as log1p(sum over all but the largest of e^(z_j - m)) + sum_j y_j (m - z_j).

struct Params {
  rows: u32,
  columns: u32,
  /// Strides in floats here: a thread walks one row.
  z_stride: u32,
  y_stride: u32,
  /// Threads, each with a partial sum, and where theirs begin: other parts of the matrices have theirs before.
  threads: u32,
  first_partial: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

/// The loss of one sample; a NaN anywhere in the row makes it NaN.
fn sample_loss(row: u32) -> f32 {
  let z_start = row * params.z_stride;
  let y_start = row * params.y_stride;
  var largest = z[z_start];
  var place = 0u;
  for (var j = 1u; j < params.columns; j += 1u) {
    if (z[z_start + j] > largest) {
      largest = z[z_start + j];
      place = j;
    }
  }
  var rest = 0.0;
  var gap = 0.0;
  for (var j = 0u; j < params.columns; j += 1u) {
    let below = z[z_start + j] - largest;
    if (is_nan(below)) {
      return below;
    }
    rest += select(exp_nonpositive(below), 0.0, j == place);
    gap -= y[y_start + j] * below;
  }
  return log1p_nonnegative(rest) + gap;
}

@compute @workgroup_size(64)
fn cross_entropy(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  var sum = 0.0;
  for (var row = thread; row < params.rows;) {
    var block = 0.0;
    let stop = block_end(row, params.threads, params.rows);
    for (; row < stop; row += params.threads) {
      block += sample_loss(row);
    }
    sum += block;
  }
  partials[params.first_partial + thread] = sum;
}
