// g = g * h'(z) in place, element by element: backpropagation through h.

struct Params {
  rows: u32,
  columns: u32,
  g_stride: u32,
  z_stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> g: array<vec4f>;

/// e/(1 + e)^2 with e = e^-|z|: the sigmoid's derivative without the cancellation of 1 - sigmoid.
fn sigmoid_slope(z: f32) -> f32 {
  let e = exp_nonpositive(-abs(z));
  return e / ((1.0 + e) * (1.0 + e));
}

/// h'(z); at a kink the derivative from the left.
fn slope(z: f32) -> f32 {
  switch ACTIVATION {
    case LEAKY_RELU: {
      return select(1.0, LEAKY_SLOPE, z <= 0.0);
    }
    case SIGMOID: {
      return sigmoid_slope(z);
    }
    case TANH: {
      return 4.0 * sigmoid_slope(2.0 * z);
    }
    default: {
      return select(1.0, 0.0, z <= 0.0);
    }
  }
}

@compute @workgroup_size(64)
fn activation_slope(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let at = row * params.g_stride + quad;
  let value = z[row * params.z_stride + quad];
  let stored = g[at];
  let result = stored * vec4f(slope(value.x), slope(value.y), slope(value.z), slope(value.w));
  g[at] = keep_beyond(stored, result, columns_left(params.columns, quad));
}
