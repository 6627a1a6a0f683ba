// C = scale op(A) op(B) as matmul.wgsl computes it, for devices whose workgroups share fast memory: 64 threads load the
// operands of a tile of 64x64 outputs for sixteen inner elements together, and each computes 8x8 of the outputs.

/// Inner elements after which the running sums are added into C: keeps float32 sums short. A multiple of STEP.
const INNER_PER_FLUSH: u32 = 512u;
/// Inner elements that the workgroup holds at a time, and quads of rows or columns of a tile.
const STEP: u32 = 16u;
const QUADS: u32 = 16u;

/// Of each inner element the tile's rows of op(A), four in a vector, and its columns of op(B).
var<workgroup> rows_held: array<vec4f, STEP * QUADS>;
var<workgroup> columns_held: array<vec4f, STEP * QUADS>;

/// Four inner elements by four rows of op(A); column k is inner element k.
fn panel_a(row: u32, inner: u32) -> mat4x4f {
  if (TRANSPOSE_A) {
    return rows_of_a(inner, row / 4u);
  }
  return transpose(rows_of_a(row, inner / 4u));
}

/// The panel with zeros for what lies beyond the end of the inner dimension, whatever was read there.
fn within(panel: mat4x4f, inner: u32, end: u32) -> mat4x4f {
  if (inner + 4u <= end) {
    return panel;
  }
  return mat4x4f(
    select(vec4f(), panel[0], inner < end), select(vec4f(), panel[1], inner + 1u < end),
    select(vec4f(), panel[2], inner + 2u < end), select(vec4f(), panel[3], inner + 3u < end),
  );
}

/// Each thread loads four rows and four columns for four inner elements.
fn load(local: u32, tile_row: u32, tile_column: u32, inner: u32, end: u32) {
  let quad = local % QUADS;
  let first = 4u * (local / QUADS);
  let rows = within(panel_a(tile_row + 4u * quad, inner + first), inner + first, end);
  let columns = within(block_b(inner + first, tile_column + 4u * quad), inner + first, end);
  let at = first * QUADS + quad;
  rows_held[at] = rows[0];
  rows_held[at + QUADS] = rows[1];
  rows_held[at + 2u * QUADS] = rows[2];
  rows_held[at + 3u * QUADS] = rows[3];
  columns_held[at] = columns[0];
  columns_held[at + QUADS] = columns[1];
  columns_held[at + 2u * QUADS] = columns[2];
  columns_held[at + 3u * QUADS] = columns[3];
}

@compute @workgroup_size(64)
fn matmul_tiles(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let tile_row = 64u * workgroup.y;
  let tile_column = 64u * workgroup.x;
  if (SYMMETRIC && tile_row > tile_column) {
    return;
  }
  let own_row = 2u * (local / 8u);
  let own_column = 2u * (local % 8u);
  let row = tile_row + 4u * own_row;
  let column = tile_column + 4u * own_column;
  let slice = workgroup.z;
  let end = min(params.inner, (slice + 1u) * params.slice);
  var inner = slice * params.slice;
  var first = true;
  while (first || inner < end) {
    var c00 = mat4x4f();
    var c01 = mat4x4f();
    var c10 = mat4x4f();
    var c11 = mat4x4f();
    let stop = min(end, inner + INNER_PER_FLUSH);
    for (; inner < stop; inner += STEP) {
      load(local, tile_row, tile_column, inner, end);
      workgroupBarrier();
      for (var k = 0u; k < STEP; k += 1u) {
        let a0 = rows_held[k * QUADS + own_row];
        let a1 = rows_held[k * QUADS + own_row + 1u];
        let b0 = columns_held[k * QUADS + own_column];
        let b1 = columns_held[k * QUADS + own_column + 1u];
        c00 = add_outer(c00, b0, a0);
        c01 = add_outer(c01, b1, a0);
        c10 = add_outer(c10, b0, a1);
        c11 = add_outer(c11, b1, a1);
      }
      workgroupBarrier();
    }
    store_block(first, slice, row, column, c00);
    store_block(first, slice, row, column + 4u, c01);
    store_block(first, slice, row + 4u, column, c10);
    store_block(first, slice, row + 4u, column + 4u, c11);
    if (SYMMETRIC && tile_row < tile_column) {
      store_block(first, slice, column, row, transpose(c00));
      store_block(first, slice, column + 4u, row, transpose(c01));
      store_block(first, slice, column, row + 4u, transpose(c10));
      store_block(first, slice, column + 4u, row + 4u, transpose(c11));
    }
    first = false;
  }
}
