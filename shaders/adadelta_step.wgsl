// s = rho s + (1 - rho) g^2, d = g sqrt(u + epsilon) / sqrt(s + epsilon), u = rho u + (1 - rho) d^2, w = w - rate d in place.

struct Params {
  rows: u32,
  columns: u32,
  w_stride: u32,
  s_stride: u32,
  u_stride: u32,
  g_stride: u32,
  rho: u32,
  rate: u32,
  epsilon: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> w: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> s: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> u: array<vec4f>;

@compute @workgroup_size(64)
fn adadelta_step(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let left = columns_left(params.columns, quad);
  let rho = scalars[params.rho];
  let epsilon = scalars[params.epsilon];
  let gradient = g[row * params.g_stride + quad];
  let s_at = row * params.s_stride + quad;
  let u_at = row * params.u_stride + quad;
  let w_at = row * params.w_stride + quad;
  let steps = u[u_at];
  let squares = rho * s[s_at] + (1.0 - rho) * gradient * gradient;
  let change = gradient * sqrt(steps + epsilon) / sqrt(squares + epsilon);
  s[s_at] = keep_beyond(s[s_at], squares, left);
  u[u_at] = keep_beyond(steps, rho * steps + (1.0 - rho) * change * change, left);
  w[w_at] = keep_beyond(w[w_at], w[w_at] - scalars[params.rate] * change, left);
}
