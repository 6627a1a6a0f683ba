// z = clamp(p, B1, B2) with [B1, B2] = {z : |h(z) - a| <= epsilon}, mDLAM Eq. (4); a feasible old z stays inside.
// First stage of two sums of squares: of the change of z, and of p - z with the new z.

struct Params {
  rows: u32,
  columns: u32,
  z_stride: u32,
  p_stride: u32,
  a_stride: u32,
  epsilon: u32,
  /// Threads, each with a partial result of every sum.
  threads: u32,
  /// Where those of the first sum begin, and how far apart the sums lie.
  first_partial: u32,
  partials_apart: u32,
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

/// What a quad adds to the two sums.
struct Squares {
  moved: f32,
  residual: f32,
}

/// Projects one quad.
fn visit(row: u32, quad: u32, epsilon: f32) -> Squares {
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
  let by_move = zero_beyond(result - old, left);
  let by_residual = zero_beyond(start - result, left);
  return Squares(dot(by_move, by_move), dot(by_residual, by_residual));
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
  var moved_sum = 0.0;
  var residual_sum = 0.0;
  let by = place_of(params.threads, quads);
  var place = place_of(thread, quads);
  for (var index = thread; index < end;) {
    var moved_block = 0.0;
    var residual_block = 0.0;
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      let squares = visit(place.x, place.y, epsilon);
      moved_block += squares.moved;
      residual_block += squares.residual;
      place = further(place, by, quads);
    }
    moved_sum += moved_block;
    residual_sum += residual_block;
  }
  partials[params.first_partial + thread] = moved_sum;
  partials[params.first_partial + params.partials_apart + thread] = residual_sum;
}
