// candidate = clamp(s - g/tau, h(z) - epsilon, h(z) + epsilon) and step = candidate - s with s = a + omega v: mDLAM Eq. (6).

struct Params {
  rows: u32,
  columns: u32,
  candidate_stride: u32,
  step_stride: u32,
  a_stride: u32,
  v_stride: u32,
  g_stride: u32,
  z_stride: u32,
  omega: u32,
  tau: u32,
  epsilon: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> a: array<vec4f>;
@group(0) @binding(3) var<storage, read> v: array<vec4f>;
@group(0) @binding(4) var<storage, read> g: array<vec4f>;
@group(0) @binding(5) var<storage, read> z: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> candidate: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> step: array<vec4f>;

@compute @workgroup_size(64)
fn gradient_step(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let left = columns_left(params.columns, quad);
  let start = a[row * params.a_stride + quad] + scalars[params.omega] * v[row * params.v_stride + quad];
  let goal = start - g[row * params.g_stride + quad] / scalars[params.tau];
  let pre = z[row * params.z_stride + quad];
  let centre = vec4f(h(pre.x), h(pre.y), h(pre.z), h(pre.w));
  let epsilon = scalars[params.epsilon];
  let result = min(max(goal, centre - epsilon), centre + epsilon);
  let candidate_at = row * params.candidate_stride + quad;
  let step_at = row * params.step_stride + quad;
  candidate[candidate_at] = keep_beyond(candidate[candidate_at], result, left);
  step[step_at] = keep_beyond(step[step_at], result - start, left);
}
