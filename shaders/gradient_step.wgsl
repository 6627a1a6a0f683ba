// candidate = clamp(point - g/tau, h(z) - epsilon, h(z) + epsilon) and step = candidate - point: mDLAM Eq. (6). First stage
// of six sums, of the squares of step, candidate - a, g, a and candidate - h(z) and of g (candidate - a), and of the
// largest |candidate - h(z)|.

struct Params {
  rows: u32,
  columns: u32,
  candidate_stride: u32,
  step_stride: u32,
  point_stride: u32,
  a_stride: u32,
  g_stride: u32,
  z_stride: u32,
  tau: u32,
  epsilon: u32,
  /// Threads, each with a partial result of every sum.
  threads: u32,
  /// Where those of the first sum begin, and how far apart the sums lie.
  first_partial: u32,
  partials_apart: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> point: array<vec4f>;
@group(0) @binding(3) var<storage, read> a: array<vec4f>;
@group(0) @binding(4) var<storage, read> g: array<vec4f>;
@group(0) @binding(5) var<storage, read> z: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> candidate: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> step: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> partials: array<f32>;

struct Coefficients {
  tau: f32,
  epsilon: f32,
}

/// What a quad adds to the sums, but for its |candidate - h(z)| itself.
struct Sums {
  step: vec4f,
  moved: vec4f,
  gradient: vec4f,
  origin: vec4f,
  slope: vec4f,
  gap: vec4f,
}

/// Takes the step at one quad.
fn visit(row: u32, quad: u32, coefficients: Coefficients) -> Sums {
  let left = columns_left(params.columns, quad);
  let origin = a[row * params.a_stride + quad];
  let gradient = g[row * params.g_stride + quad];
  let start = point[row * params.point_stride + quad];
  let pre = z[row * params.z_stride + quad];
  let centre = h_of_quad(pre);
  let goal = start - gradient / coefficients.tau;
  let result = min(max(goal, centre - coefficients.epsilon), centre + coefficients.epsilon);
  let candidate_at = row * params.candidate_stride + quad;
  let step_at = row * params.step_stride + quad;
  // What is stored is read only where some of it stays.
  if (left < 4u) {
    candidate[candidate_at] = keep_beyond(candidate[candidate_at], result, left);
    step[step_at] = keep_beyond(step[step_at], result - start, left);
  } else {
    candidate[candidate_at] = result;
    step[step_at] = result - start;
  }
  let by_step = zero_beyond(result - start, left);
  let by_move = zero_beyond(result - origin, left);
  let by_gradient = zero_beyond(gradient, left);
  let by_origin = zero_beyond(origin, left);
  let gap = zero_beyond(abs(result - centre), left);
  return Sums(
    by_step * by_step, by_move * by_move, by_gradient * by_gradient, by_origin * by_origin, by_gradient * by_move, gap,
  );
}

fn store(sum: u32, thread: u32, result: f32) {
  partials[params.first_partial + sum * params.partials_apart + thread] = result;
}

@compute @workgroup_size(64)
fn gradient_step(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  let quads = quads_in(params.columns);
  let end = params.rows * quads;
  let coefficients = Coefficients(scalars[params.tau], scalars[params.epsilon]);
  var step_sum = vec4f();
  var moved_sum = vec4f();
  var gradient_sum = vec4f();
  var origin_sum = vec4f();
  var slope_sum = vec4f();
  var gap_sum = vec4f();
  var largest = vec4u();
  let by = place_of(params.threads, quads);
  var place = place_of(thread, quads);
  for (var index = thread; index < end;) {
    var step_block = vec4f();
    var moved_block = vec4f();
    var gradient_block = vec4f();
    var origin_block = vec4f();
    var slope_block = vec4f();
    var gap_block = vec4f();
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      let sums = visit(place.x, place.y, coefficients);
      place = further(place, by, quads);
      step_block += sums.step;
      moved_block += sums.moved;
      gradient_block += sums.gradient;
      origin_block += sums.origin;
      slope_block += sums.slope;
      gap_block += sums.gap * sums.gap;
      largest = larger_magnitudes(largest, sums.gap);
    }
    step_sum += step_block;
    moved_sum += moved_block;
    gradient_sum += gradient_block;
    origin_sum += origin_block;
    slope_sum += slope_block;
    gap_sum += gap_block;
  }
  store(0u, thread, lanes_total(step_sum));
  store(1u, thread, lanes_total(moved_sum));
  store(2u, thread, lanes_total(gradient_sum));
  store(3u, thread, lanes_total(origin_sum));
  store(4u, thread, lanes_total(slope_sum));
  store(5u, thread, lanes_total(gap_sum));
  store(6u, thread, largest_lane(largest));
}
