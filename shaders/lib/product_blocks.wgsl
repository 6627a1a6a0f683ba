// Operands of a product C = scale op(A) op(B): 4x4 blocks of A and B by direct loads of quads, and their products. How A and B
// are stored, floats_a.wgsl or bytes_a.wgsl and their like of B say.
// Blocks are held with C's rows as columns, so C_block += B_block * A_block.

/// A is stored transposed, `inner x rows`.
override TRANSPOSE_A: bool = false;
/// B is stored transposed, `columns x inner`.
override TRANSPOSE_B: bool = false;
/// A and B are one matrix, one of them transposed, so that C is symmetric: what lies below its diagonal is not computed.
override SYMMETRIC: bool = false;
/// The product is added to what C holds: there the products of earlier parts of the inner dimension are.
override ACCUMULATE: bool = false;

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
  /// How many lie side by side along C's columns: threads of a workgroup (matmul.wgsl), tiles (matmul_quads.wgsl).
  across: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
/// C, or with a split one partial C a slice below each other.
@group(0) @binding(4) var<storage, read_write> out: array<vec4f>;

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
    return quad_of_a(inner, row / 4u);
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
  return quad_of_b(inner, column / 4u);
}

/// c + b row, four fused steps a lane: b row spelt out would round each product. Lane after lane, since a compiler that has
/// few registers (SwiftShader's) keeps a sum in one only until it turns to the next.
fn add_row(c: vec4f, b: mat4x4f, row: vec4f) -> vec4f {
  return vec4f(
    fma(row.w, b[3].x, fma(row.z, b[2].x, fma(row.y, b[1].x, fma(row.x, b[0].x, c.x)))),
    fma(row.w, b[3].y, fma(row.z, b[2].y, fma(row.y, b[1].y, fma(row.x, b[0].y, c.y)))),
    fma(row.w, b[3].z, fma(row.z, b[2].z, fma(row.y, b[1].z, fma(row.x, b[0].z, c.z)))),
    fma(row.w, b[3].w, fma(row.z, b[2].w, fma(row.y, b[1].w, fma(row.x, b[0].w, c.w)))),
  );
}

/// c plus the product of one column of A and one row of B.
fn add_outer(c: mat4x4f, b: vec4f, a: vec4f) -> mat4x4f {
  return mat4x4f(
    fma(vec4f(a.x), b, c[0]), fma(vec4f(a.y), b, c[1]),
    fma(vec4f(a.z), b, c[2]), fma(vec4f(a.w), b, c[3]),
  );
}

/// Writes (first, unless ACCUMULATE) or adds a 4x4 block to C, within the view.
fn store_block(first: bool, slice: u32, row: u32, column: u32, block: mat4x4f) {
  if (row >= params.rows || column / 4u >= quads_in(params.columns)) {
    return;
  }
  let left = columns_left(params.columns, column / 4u);
  let scaled = scalars[params.scale] * block;
  for (var i = 0u; i < min(4u, params.rows - row); i += 1u) {
    let index = (slice * params.rows + row + i) * params.out_stride + column / 4u;
    let stored = out[index];
    out[index] = keep_beyond(stored, select(stored + scaled[i], scaled[i], first && !ACCUMULATE), left);
  }
}
