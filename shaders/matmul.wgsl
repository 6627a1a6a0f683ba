// C = scale op(A) op(B), 8x8 outputs a thread by direct vec4f loads: four 4x4 blocks, each the product
// of a block of A and a block of B. Blocks are held with C's rows as columns, so C_block += B_block * A_block.

/// A is stored transposed, `inner x rows`.
override TRANSPOSE_A: bool = false;
/// B is stored transposed, `columns x inner`.
override TRANSPOSE_B: bool = false;
/// Inner steps of four after which the running block is added into C: keeps float32 sums short.
const STEPS_PER_FLUSH: u32 = 128u;

struct Params {
  rows: u32,
  columns: u32,
  inner: u32,
  /// Inner elements of one slice along z, a multiple of four; one slice is everything when there is no split.
  slice: u32,
  a_stride: u32,
  b_stride: u32,
  out_stride: u32,
  scale: u32,
  /// Threads of a workgroup side by side along C's columns; the rest of the 64 lie along its rows.
  column_threads: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> a: array<vec4f>;
@group(0) @binding(3) var<storage, read> b: array<vec4f>;
/// C, or with a split one partial C a slice below each other.
@group(0) @binding(4) var<storage, read_write> out: array<vec4f>;

/// Four rows of a matrix at a quad, as columns. What lies beyond the matrix's rows and columns may be anything
/// of its buffer (WGSL keeps indices within it): no output uses it.
fn rows_of_a(row: u32, quad: u32) -> mat4x4f {
  let first = row * params.a_stride + quad;
  let stride = params.a_stride;
  return mat4x4f(a[first], a[first + stride], a[first + 2u * stride], a[first + 3u * stride]);
}

/// Likewise of B.
fn rows_of_b(row: u32, quad: u32) -> mat4x4f {
  let first = row * params.b_stride + quad;
  let stride = params.b_stride;
  return mat4x4f(b[first], b[first + stride], b[first + 2u * stride], b[first + 3u * stride]);
}

/// Four rows of op(A) by four inner elements; column i is row i.
fn block_a(row: u32, inner: u32) -> mat4x4f {
  if (TRANSPOSE_A) {
    return transpose(rows_of_a(inner, row / 4u));
  }
  return rows_of_a(row, inner / 4u);
}

/// Four inner elements by four columns of op(B); column k is inner element k.
fn block_b(inner: u32, column: u32) -> mat4x4f {
  if (TRANSPOSE_B) {
    return transpose(rows_of_b(column, inner / 4u));
  }
  return rows_of_b(inner, column / 4u);
}

/// Four rows of op(A) at one inner element.
fn column_of_a(row: u32, inner: u32) -> vec4f {
  if (TRANSPOSE_A) {
    return a[inner * params.a_stride + row / 4u];
  }
  let block = rows_of_a(row, inner / 4u);
  let lane = inner % 4u;
  return vec4f(block[0][lane], block[1][lane], block[2][lane], block[3][lane]);
}

/// One inner element of op(B) at four columns.
fn row_of_b(inner: u32, column: u32) -> vec4f {
  if (TRANSPOSE_B) {
    let block = rows_of_b(column, inner / 4u);
    let lane = inner % 4u;
    return vec4f(block[0][lane], block[1][lane], block[2][lane], block[3][lane]);
  }
  return b[inner * params.b_stride + column / 4u];
}

/// c + b row, four fused steps a lane: b row spelt out would round each product.
fn add_row(c: vec4f, b: mat4x4f, row: vec4f) -> vec4f {
  return fma(vec4f(row.w), b[3], fma(vec4f(row.z), b[2], fma(vec4f(row.y), b[1], fma(vec4f(row.x), b[0], c))));
}

/// c + b a.
fn add_product(c: mat4x4f, b: mat4x4f, a: mat4x4f) -> mat4x4f {
  return mat4x4f(add_row(c[0], b, a[0]), add_row(c[1], b, a[1]), add_row(c[2], b, a[2]), add_row(c[3], b, a[3]));
}

/// c plus the product of one column of A and one row of B.
fn add_outer(c: mat4x4f, b: vec4f, a: vec4f) -> mat4x4f {
  return mat4x4f(
    fma(vec4f(a.x), b, c[0]), fma(vec4f(a.y), b, c[1]),
    fma(vec4f(a.z), b, c[2]), fma(vec4f(a.w), b, c[3]),
  );
}

/// Writes (first) or adds a 4x4 block to C, within the view.
fn store_block(first: bool, slice: u32, row: u32, column: u32, block: mat4x4f) {
  if (column >= params.columns) {
    return;
  }
  let left = columns_left(params.columns, column / 4u);
  let scaled = scalars[params.scale] * block;
  for (var i = 0u; i < min(4u, params.rows - row); i += 1u) {
    let index = (slice * params.rows + row + i) * params.out_stride + column / 4u;
    let stored = out[index];
    out[index] = keep_beyond(stored, select(stored + scaled[i], scaled[i], first), left);
  }
}

@compute @workgroup_size(64)
fn matmul(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let across = params.column_threads;
  let column = 8u * (workgroup.x * across + local % across);
  let row = 8u * (workgroup.y * (64u / across) + local / across);
  if (row >= params.rows || column >= params.columns) {
    return;
  }
  let slice = workgroup.z;
  let end = min(params.inner, (slice + 1u) * params.slice);
  var inner = slice * params.slice;
  var first = true;
  while (first || inner < end) {
    var c00 = mat4x4f();
    var c01 = mat4x4f();
    var c10 = mat4x4f();
    var c11 = mat4x4f();
    let stop = min(end, inner + 4u * STEPS_PER_FLUSH);
    for (; inner + 4u <= stop; inner += 4u) {
      let a0 = block_a(row, inner);
      let a1 = block_a(row + 4u, inner);
      let b0 = block_b(inner, column);
      let b1 = block_b(inner, column + 4u);
      c00 = add_product(c00, b0, a0);
      c01 = add_product(c01, b1, a0);
      c10 = add_product(c10, b0, a1);
      c11 = add_product(c11, b1, a1);
    }
    // At most three inner elements remain, and only at the end: a branch in the loop above costs a third.
    for (; inner < stop; inner += 1u) {
      let a0 = column_of_a(row, inner);
      let a1 = column_of_a(row + 4u, inner);
      let b0 = row_of_b(inner, column);
      let b1 = row_of_b(inner, column + 4u);
      c00 = add_outer(c00, b0, a0);
      c01 = add_outer(c01, b1, a0);
      c10 = add_outer(c10, b0, a1);
      c11 = add_outer(c11, b1, a1);
    }
    store_block(first, slice, row, column, c00);
    store_block(first, slice, row, column + 4u, c01);
    if (row + 4u < params.rows) {
      store_block(first, slice, row + 4u, column, c10);
      store_block(first, slice, row + 4u, column + 4u, c11);
    }
    first = false;
  }
}
