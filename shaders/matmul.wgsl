// C = scale op(A) op(B), 8x8 outputs a thread by direct vec4f loads: four 4x4 blocks, each the product
// of a block of A and a block of B.

/// Inner steps of four after which the running block is added into C: keeps float32 sums short.
const STEPS_PER_FLUSH: u32 = 128u;

/// c + b a.
fn add_product(c: mat4x4f, b: mat4x4f, a: mat4x4f) -> mat4x4f {
  return mat4x4f(add_row(c[0], b, a[0]), add_row(c[1], b, a[1]), add_row(c[2], b, a[2]), add_row(c[3], b, a[3]));
}

@compute @workgroup_size(64)
fn matmul(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let across = params.across;
  let column = 8u * (workgroup.x * across + local % across);
  let row = 8u * (workgroup.y * (64u / across) + local / across);
  if (row >= params.rows || column >= params.columns || (SYMMETRIC && row > column)) {
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
    store_block(first, slice, row + 4u, column, c10);
    store_block(first, slice, row + 4u, column + 4u, c11);
    if (SYMMETRIC && row < column) {
      store_block(first, slice, column, row, transpose(c00));
      store_block(first, slice, column + 4u, row, transpose(c01));
      store_block(first, slice, column, row + 4u, transpose(c10));
      store_block(first, slice, column + 4u, row + 4u, transpose(c11));
    }
    first = false;
  }
}
