// z = clamp(p, B1, B2) with [B1, B2] = {z : |h(z) - a| <= epsilon}, mDLAM Eq. (4); a feasible old z stays inside.
// First stage of the sum of squares by which z moved.

struct Params {
  rows: u32,
  columns: u32,
  z_stride: u32,
  p_stride: u32,
  a_stride: u32,
  epsilon: u32,
  /// Threads, each with a partial sum, and where theirs begin: other parts of the matrices have theirs before.
  threads: u32,
  first_partial: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> p: array<vec4f>;
@group(0) @binding(3) var<storage, read> a: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> z: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> partials: array<f32>;

/// One element.
fn project(old: f32, p: f32, a: f32, epsilon: f32) -> f32 {
  let band = band_around(old, a, epsilon);
  return min(max(p, band.x), band.y);
}

/// Projects one quad; the squares of how far it moved.
fn visit(row: u32, quad: u32, epsilon: f32) -> vec4f {
  let left = columns_left(params.columns, quad);
  let at = row * params.z_stride + quad;
  let start = p[row * params.p_stride + quad];
  let centre = a[row * params.a_stride + quad];
  let old = z[at];
  let result = vec4f(
    project(old.x, start.x, centre.x, epsilon), project(old.y, start.y, centre.y, epsilon),
    project(old.z, start.z, centre.z, epsilon), project(old.w, start.w, centre.w, epsilon),
  );
  z[at] = keep_beyond(old, result, left);
  let moved = zero_beyond(result - old, left);
  return moved * moved;
}

@compute @workgroup_size(64)
fn clamp_projection(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  let quads = quads_in(params.columns);
  let end = params.rows * quads;
  let epsilon = scalars[params.epsilon];
  var moved = vec4f();
  for (var index = thread; index < end;) {
    var block = vec4f();
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      block += visit(index / quads, index % quads, epsilon);
    }
    moved += block;
  }
  partials[params.first_partial + thread] = lanes_total(moved);
}
