// out = sum of coefficient * matrix over one to three terms; a term may be out itself.

/// How many of the terms count.
override TERMS: u32 = 1u;
/// Which terms are out itself, one bit each: out is bound once only, for writing.
override OUT_TERMS: u32 = 0u;

struct Params {
  rows: u32,
  columns: u32,
  out_stride: u32,
  x_stride: u32,
  y_stride: u32,
  w_stride: u32,
  x_coefficient: u32,
  y_coefficient: u32,
  w_coefficient: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y: array<vec4f>;
@group(0) @binding(4) var<storage, read> w: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(64)
fn combine(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let at = row * params.out_stride + quad;
  let stored = out[at];
  let x_term = select(x[row * params.x_stride + quad], stored, (OUT_TERMS & 1u) != 0u);
  var sum = scalars[params.x_coefficient] * x_term;
  if (TERMS > 1u) {
    let y_term = select(y[row * params.y_stride + quad], stored, (OUT_TERMS & 2u) != 0u);
    sum += scalars[params.y_coefficient] * y_term;
  }
  if (TERMS > 2u) {
    let w_term = select(w[row * params.w_stride + quad], stored, (OUT_TERMS & 4u) != 0u);
    sum += scalars[params.w_coefficient] * w_term;
  }
  out[at] = keep_beyond(stored, sum, columns_left(params.columns, quad));
}
