// a = clamp(a, inf h - epsilon, sup h + epsilon) in place.

struct Params {
  rows: u32,
  columns: u32,
  a_stride: u32,
  epsilon: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read_write> a: array<vec4f>;

@compute @workgroup_size(64)
fn clamp_to_range(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let range = activation_range();
  let epsilon = scalars[params.epsilon];
  let at = row * params.a_stride + quad;
  let before = a[at];
  let after = min(max(before, vec4f(range.x - epsilon)), vec4f(range.y + epsilon));
  a[at] = keep_beyond(before, after, columns_left(params.columns, quad));
}
