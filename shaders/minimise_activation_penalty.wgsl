// z = argmin (z - p)^2 + (a - h(z))^2, element by element, h ReLU or leaky ReLU: dlADMM's z-step.

struct Params {
  rows: u32,
  columns: u32,
  z_stride: u32,
  p_stride: u32,
  a_stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> p: array<vec4f>;
@group(0) @binding(2) var<storage, read> a: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> z: array<vec4f>;

/// The better of the minima left and right of zero, the left on a tie; a NaN stays one in `left`.
fn minimiser(p: vec4f, a: vec4f) -> vec4f {
  let slope = select(0.0, LEAKY_SLOPE, ACTIVATION == LEAKY_RELU);
  let stationary = (p + slope * a) / (1.0 + slope * slope);
  let left = select(stationary, vec4f(), stationary > vec4f());
  let right = max(0.5 * (p + a), vec4f());
  let left_gap = a - slope * left;
  let left_value = (left - p) * (left - p) + left_gap * left_gap;
  let right_value = (right - p) * (right - p) + (a - right) * (a - right);
  return select(left, right, right_value < left_value);
}

@compute @workgroup_size(64)
fn minimise_activation_penalty(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let at = row * params.z_stride + quad;
  let result = minimiser(p[row * params.p_stride + quad], a[row * params.a_stride + quad]);
  z[at] = keep_beyond(z[at], result, columns_left(params.columns, quad));
}
