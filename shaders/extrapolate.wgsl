// point = x + omega (x - previous), then previous = x: Nesterov's extrapolation, mDLAM, Algorithm 1, lines 6 and 12.

struct Params {
  rows: u32,
  columns: u32,
  point_stride: u32,
  previous_stride: u32,
  x_stride: u32,
  omega: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> previous: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> point: array<vec4f>;

@compute @workgroup_size(64)
fn extrapolate(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let left = columns_left(params.columns, quad);
  let here = x[row * params.x_stride + quad];
  let previous_at = row * params.previous_stride + quad;
  let point_at = row * params.point_stride + quad;
  let before = previous[previous_at];
  // The difference first: where x has not moved, the point is x to the last bit.
  let ahead = here + scalars[params.omega] * (here - before);
  if (left < 4u) {
    point[point_at] = keep_beyond(point[point_at], ahead, left);
    previous[previous_at] = keep_beyond(before, here, left);
  } else {
    point[point_at] = ahead;
    previous[previous_at] = here;
  }
}
