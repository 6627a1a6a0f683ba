// The softmax of one row of z, and when the solvers of mDLAM Eq. (5) end; needs lib/elementary.wgsl and the kernel's z and params.

/// What the softmax of a row needs: p_j = e^(z_j - largest) / total.
struct Softmax {
  largest: f32,
  total: f32,
}

/// The softmax of a row of z.
fn softmax_of(z_start: u32) -> Softmax {
  var largest = z[z_start];
  for (var j = 1u; j < params.columns; j += 1u) {
    largest = max(largest, z[z_start + j]);
  }
  var total = 0.0;
  for (var j = 0u; j < params.columns; j += 1u) {
    total += exp_nonpositive(z[z_start + j] - largest);
  }
  return Softmax(largest, total);
}

/// p_j of a value z_j in the row.
fn probability(softmax: Softmax, value: f32) -> f32 {
  return exp_nonpositive(value - softmax.largest) / softmax.total;
}

/// The gradient norm that ends a sample: 2e-6 max(1, rho), more where z itself is coarser than that in float32.
fn tolerance(rho: f32, magnitude: f32) -> f32 {
  return 2e-6 * max(1.0, rho) * max(1.0, magnitude / 16.0);
}
