// How many rows have their largest z where y has its own (the first of equals); a row with a NaN is wrong.

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

/// 1 where the row counts as correct.
fn correct(row: u32) -> f32 {
  let z_start = row * params.z_stride;
  let y_start = row * params.y_stride;
  var z_place = 0u;
  var y_place = 0u;
  for (var j = 0u; j < params.columns; j += 1u) {
    if (is_nan(z[z_start + j])) {
      return 0.0;
    }
    if (z[z_start + j] > z[z_start + z_place]) {
      z_place = j;
    }
    if (y[y_start + j] > y[y_start + y_place]) {
      y_place = j;
    }
  }
  return select(0.0, 1.0, z_place == y_place);
}

@compute @workgroup_size(64)
fn count_correct(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  var sum = 0.0;
  for (var row = thread; row < params.rows;) {
    var block = 0.0;
    let stop = block_end(row, params.threads, params.rows);
    for (; row < stop; row += params.threads) {
      block += correct(row);
    }
    sum += block;
  }
  partials[params.first_partial + thread] = sum;
}
