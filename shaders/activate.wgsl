// out = h(z), element by element.

struct Params {
  rows: u32,
  columns: u32,
  out_stride: u32,
  z_stride: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(64)
fn activate(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let at = row * params.out_stride + quad;
  let value = z[row * params.z_stride + quad];
  let result = h_of_quad(value);
  let left = columns_left(params.columns, quad);
  if (left < 4u) {
    out[at] = keep_beyond(out[at], result, left);
  } else {
    out[at] = result;
  }
}
