// One pass over matrices of one shape: out = sum of coefficient * matrix over up to three terms, where there are any, and
// up to six sums of products of the matrices, out with its new value among them: the first stage of dot products.

/// How many of x, y and w, in this order, are terms of out; without any, out is one more matrix to be read.
override TERMS: u32 = 0u;
/// Which terms are out itself, one bit each: out is bound once only, for writing.
override OUT_TERMS: u32 = 0u;
/// Whether out is stored; else it exists in the sums only.
override STORE: bool = true;
/// How many sums there are.
override SUMS: u32 = 0u;
/// The two factors of each sum, two bits each from the lowest: 0 x, 1 y, 2 w, 3 out.
override FACTORS: u32 = 0u;
/// What is read, one bit each: 1 x, 2 y, 4 w, 8 out.
override USED: u32 = 0u;
/// All matrices lie alike, without anything beyond their columns: no row or column has to be found.
override FLAT: bool = false;

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
  /// Threads, each with a partial result of every sum.
  threads: u32,
  /// Where those of the first sum begin, and how far apart the sums lie.
  first_partial: u32,
  partials_apart: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y: array<vec4f>;
@group(0) @binding(4) var<storage, read> w: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> out: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> partials: array<f32>;

/// A quad of all matrices.
struct Quads {
  x: vec4f,
  y: vec4f,
  w: vec4f,
  out: vec4f,
}

fn factor(quads: Quads, code: u32) -> vec4f {
  switch (code & 3u) {
    case 0u: { return quads.x; }
    case 1u: { return quads.y; }
    case 2u: { return quads.w; }
    default: { return quads.out; }
  }
}

/// What a quad adds to a sum.
fn term(quads: Quads, sum: u32) -> vec4f {
  let code = FACTORS >> (4u * sum);
  return factor(quads, code) * factor(quads, code >> 2u);
}

/// out's new value; a term that is out reads what is stored.
fn combination(quads: Quads, coefficients: vec3f) -> vec4f {
  var sum = coefficients.x * select(quads.x, quads.out, (OUT_TERMS & 1u) != 0u);
  if (TERMS > 1u) {
    sum += coefficients.y * select(quads.y, quads.out, (OUT_TERMS & 2u) != 0u);
  }
  if (TERMS > 2u) {
    sum += coefficients.z * select(quads.w, quads.out, (OUT_TERMS & 4u) != 0u);
  }
  return sum;
}

/// All matrices at the quad with this index and place; stores out. What lies beyond the view is zero.
fn visit(index: u32, place: vec2u, coefficients: vec3f) -> Quads {
  var left = 4u;
  var at = vec4u(index);
  if (!FLAT) {
    left = columns_left(params.columns, place.y);
    at = place.x * vec4u(params.x_stride, params.y_stride, params.w_stride, params.out_stride) + place.y;
  }
  var quads = Quads();
  if ((USED & 1u) != 0u) {
    quads.x = x[at.x];
  }
  if ((USED & 2u) != 0u) {
    quads.y = y[at.y];
  }
  if ((USED & 4u) != 0u) {
    quads.w = w[at.z];
  }
  if ((USED & 8u) != 0u || (STORE && left < 4u)) {
    quads.out = out[at.w];
  }
  if (TERMS > 0u) {
    let stored = quads.out;
    quads.out = combination(quads, coefficients);
    if (STORE) {
      out[at.w] = keep_beyond(stored, quads.out, left);
    }
  }
  if (left < 4u) {
    return Quads(
      zero_beyond(quads.x, left), zero_beyond(quads.y, left), zero_beyond(quads.w, left), zero_beyond(quads.out, left),
    );
  }
  return quads;
}

fn store(sum: u32, thread: u32, lanes: vec4f) {
  partials[params.first_partial + sum * params.partials_apart + thread] = lanes_total(lanes);
}

@compute @workgroup_size(64)
fn combine(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = grid_index(workgroup, local);
  if (thread >= params.threads) {
    return;
  }
  let quads_a_row = quads_in(params.columns);
  let end = params.rows * quads_a_row;
  let coefficients = vec3f(
    scalars[params.x_coefficient], scalars[params.y_coefficient], scalars[params.w_coefficient],
  );
  var sum_0 = vec4f();
  var sum_1 = vec4f();
  var sum_2 = vec4f();
  var sum_3 = vec4f();
  var sum_4 = vec4f();
  var sum_5 = vec4f();
  let by = place_of(params.threads, quads_a_row);
  var place = place_of(thread, quads_a_row);
  // Named sums in place of arrays: SwiftShader is four times slower with what it has to index.
  for (var index = thread; index < end;) {
    var block_0 = vec4f();
    var block_1 = vec4f();
    var block_2 = vec4f();
    var block_3 = vec4f();
    var block_4 = vec4f();
    var block_5 = vec4f();
    let stop = block_end(index, params.threads, end);
    for (; index < stop; index += params.threads) {
      let quads = visit(index, place, coefficients);
      if (!FLAT) {
        place = further(place, by, quads_a_row);
      }
      if (SUMS > 0u) {
        block_0 += term(quads, 0u);
      }
      if (SUMS > 1u) {
        block_1 += term(quads, 1u);
      }
      if (SUMS > 2u) {
        block_2 += term(quads, 2u);
      }
      if (SUMS > 3u) {
        block_3 += term(quads, 3u);
      }
      if (SUMS > 4u) {
        block_4 += term(quads, 4u);
      }
      if (SUMS > 5u) {
        block_5 += term(quads, 5u);
      }
    }
    sum_0 += block_0;
    sum_1 += block_1;
    sum_2 += block_2;
    sum_3 += block_3;
    sum_4 += block_4;
    sum_5 += block_5;
  }
  if (SUMS > 0u) {
    store(0u, thread, sum_0);
  }
  if (SUMS > 1u) {
    store(1u, thread, sum_1);
  }
  if (SUMS > 2u) {
    store(2u, thread, sum_2);
  }
  if (SUMS > 3u) {
    store(3u, thread, sum_3);
  }
  if (SUMS > 4u) {
    store(4u, thread, sum_4);
  }
  if (SUMS > 5u) {
    store(5u, thread, sum_5);
  }
}
