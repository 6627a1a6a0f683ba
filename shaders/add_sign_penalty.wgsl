// out = g + lambda sign(w), a subgradient of phi + lambda |.|_1; sign(0) = 0.

struct Params {
  rows: u32,
  columns: u32,
  out_stride: u32,
  g_stride: u32,
  w_stride: u32,
  lambda: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<vec4f>;
@group(0) @binding(3) var<storage, read> w: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(64)
fn add_sign_penalty(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let at = row * params.out_stride + quad;
  let penalty = scalars[params.lambda] * sign(w[row * params.w_stride + quad]);
  let result = g[row * params.g_stride + quad] + penalty;
  out[at] = keep_beyond(out[at], result, columns_left(params.columns, quad));
}
