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

/// What a quad adds to the sums.
struct Sums {
  step: f32,
  moved: f32,
  gradient: f32,
  origin: f32,
  slope: f32,
  gap: f32,
  largest: vec4u,
}

/// Takes the step at one quad.
fn visit(row: u32, quad: u32, coefficients: Coefficients) -> Sums {
  let left = columns_left(params.columns, quad);
  var origin = a[row * params.a_stride + quad];
  var gradient = g[row * params.g_stride + quad];
  let start = point[row * params.point_stride + quad];
  let centre = h_of_quad(z[row * params.z_stride + quad]);
  let goal = start - gradient / coefficients.tau;
  let result = min(max(goal, centre - coefficients.epsilon), centre + coefficients.epsilon);
  var moved = result - origin;
  var taken = result - start;
  var gap = result - centre;
  let candidate_at = row * params.candidate_stride + quad;
  let step_at = row * params.step_stride + quad;
  // What is stored is read only where some of it stays.
  if (left < 4u) {
    candidate[candidate_at] = keep_beyond(candidate[candidate_at], result, left);
    step[step_at] = keep_beyond(step[step_at], taken, left);
    origin = zero_beyond(origin, left);
    gradient = zero_beyond(gradient, left);
    moved = zero_beyond(moved, left);
    taken = zero_beyond(taken, left);
    gap = zero_beyond(gap, left);
  } else {
    candidate[candidate_at] = result;
    step[step_at] = taken;
  }
  return Sums(
    dot(taken, taken), dot(moved, moved), dot(gradient, gradient), dot(origin, origin), dot(gradient, moved),
    dot(gap, gap), bitcast<vec4u>(abs(gap)),
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
  var step_sum = 0.0;
  var moved_sum = 0.0;
  var gradient_sum = 0.0;
  var origin_sum = 0.0;
  var slope_sum = 0.0;
  var gap_sum = 0.0;
  var largest = vec4u();
  let by = place_of(params.threads, quads);
  var place = place_of(thread, quads);
  for (var index = thread; index < end;) {
    var step_block = 0.0;
    var moved_block = 0.0;
    var gradient_block = 0.0;
    var origin_block = 0.0;
    var slope_block = 0.0;
    var gap_block = 0.0;
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      let sums = visit(place.x, place.y, coefficients);
      place = further(place, by, quads);
      step_block += sums.step;
      moved_block += sums.moved;
      gradient_block += sums.gradient;
      origin_block += sums.origin;
      slope_block += sums.slope;
      gap_block += sums.gap;
      largest = max(largest, sums.largest);
    }
    step_sum += step_block;
    moved_sum += moved_block;
    gradient_sum += gradient_block;
    origin_sum += origin_block;
    slope_sum += slope_block;
    gap_sum += gap_block;
  }
  store(0u, thread, step_sum);
  store(1u, thread, moved_sum);
  store(2u, thread, gradient_sum);
  store(3u, thread, origin_sum);
  store(4u, thread, slope_sum);
  store(5u, thread, gap_sum);
  store(6u, thread, largest_lane(largest));
}
