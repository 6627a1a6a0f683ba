// step = prox(v - g/theta) - v with v = w + e, where prox shrinks by lambda/theta: mDLAM Eq. (3), l1 penalty.

struct Params {
  rows: u32,
  columns: u32,
  step_stride: u32,
  w_stride: u32,
  e_stride: u32,
  g_stride: u32,
  theta: u32,
  lambda: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> w: array<vec4f>;
@group(0) @binding(3) var<storage, read> e: array<vec4f>;
@group(0) @binding(4) var<storage, read> g: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> step: array<vec4f>;

@compute @workgroup_size(64)
fn soft_threshold(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let at = row * params.step_stride + quad;
  let start = w[row * params.w_stride + quad] + e[row * params.e_stride + quad];
  let gradient = g[row * params.g_stride + quad];
  let theta = scalars[params.theta];
  let lambda = scalars[params.lambda];
  let goal = start - gradient / theta;
  // Where the result is not 0 the start drops out of the step: no cancellation. A NaN goes that way too.
  let step_to_zero = abs(goal) <= vec4f(lambda / theta);
  let result = select(-(gradient + lambda * sign(goal)) / theta, -start, step_to_zero);
  step[at] = keep_beyond(step[at], result, columns_left(params.columns, quad));
}
