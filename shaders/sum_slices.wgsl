// out = scale sum_s slices[s], where the slices lie below each other: the end of a product split along its inner dimension.

/// The sum is added to what out holds: there the products of earlier parts of the inner dimension are.
override ACCUMULATE: bool = false;

struct Params {
  rows: u32,
  columns: u32,
  slices: u32,
  out_stride: u32,
  /// Stride of the slices, in quads like every stride.
  slice_stride: u32,
  scale: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> partials: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(64)
fn sum_slices(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  var sum = vec4f();
  for (var slice = 0u; slice < params.slices; slice += 1u) {
    sum += partials[(slice * params.rows + row) * params.slice_stride + quad];
  }
  let at = row * params.out_stride + quad;
  let stored = out[at];
  let scaled = scalars[params.scale] * sum;
  out[at] = keep_beyond(stored, select(scaled, stored + scaled, ACCUMULATE), columns_left(params.columns, quad));
}
