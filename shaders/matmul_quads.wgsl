// C = scale op(A) op(B) as matmul.wgsl computes it, for devices whose subgroups are four threads wide. There a load costs
// as much as twenty multiplications, whatever it loads: so four neighbouring threads, a quad, share a tile of up to 32x32
// outputs. Each loads rows of A and columns of B, and the rows of A go round by swaps, of one instruction
// each (a broadcast takes six). The sums lie in function memory: a variable that a loop carries costs eight a turn.

enable subgroups;

/// Each thread has eight columns of C instead of four: tiles of 32 columns instead of 16.
override WIDE: bool = true;
/// Each thread loads eight rows of A instead of four: tiles of 32 rows instead of 16.
override TALL: bool = true;
/// A turn of the loop takes eight inner elements instead of four: fewer turns, and twice the code, which has to fit the
/// processor's cache of instructions.
override DEEP: bool = true;

/// Inner elements after which the running sums are put by: keeps float32 sums short. A multiple of eight.
const INNER_PER_FLUSH: u32 = 512u;

/// c + b_low low + b_high high: eight inner elements of one row, lane after lane as add_row.
fn add_rows(c: vec4f, b_low: mat4x4f, b_high: mat4x4f, low: vec4f, high: vec4f) -> vec4f {
  return vec4f(
    fma(high.w, b_high[3].x, fma(high.z, b_high[2].x, fma(high.y, b_high[1].x, fma(high.x, b_high[0].x,
      fma(low.w, b_low[3].x, fma(low.z, b_low[2].x, fma(low.y, b_low[1].x, fma(low.x, b_low[0].x, c.x)))))))),
    fma(high.w, b_high[3].y, fma(high.z, b_high[2].y, fma(high.y, b_high[1].y, fma(high.x, b_high[0].y,
      fma(low.w, b_low[3].y, fma(low.z, b_low[2].y, fma(low.y, b_low[1].y, fma(low.x, b_low[0].y, c.y)))))))),
    fma(high.w, b_high[3].z, fma(high.z, b_high[2].z, fma(high.y, b_high[1].z, fma(high.x, b_high[0].z,
      fma(low.w, b_low[3].z, fma(low.z, b_low[2].z, fma(low.y, b_low[1].z, fma(low.x, b_low[0].z, c.z)))))))),
    fma(high.w, b_high[3].w, fma(high.z, b_high[2].w, fma(high.y, b_high[1].w, fma(high.x, b_high[0].w,
      fma(low.w, b_low[3].w, fma(low.z, b_low[2].w, fma(low.y, b_low[1].w, fma(low.x, b_low[0].w, c.w)))))))),
  );
}

/// c + b_low a_low + b_high a_high: eight inner elements of four rows; without DEEP c + b_low a_low.
fn add_products(c: mat4x4f, b_low: mat4x4f, b_high: mat4x4f, a_low: mat4x4f, a_high: mat4x4f) -> mat4x4f {
  if (!DEEP) {
    return mat4x4f(
      add_row(c[0], b_low, a_low[0]),
      add_row(c[1], b_low, a_low[1]),
      add_row(c[2], b_low, a_low[2]),
      add_row(c[3], b_low, a_low[3]),
    );
  }
  return mat4x4f(
    add_rows(c[0], b_low, b_high, a_low[0], a_high[0]),
    add_rows(c[1], b_low, b_high, a_low[1], a_high[1]),
    add_rows(c[2], b_low, b_high, a_low[2], a_high[2]),
    add_rows(c[3], b_low, b_high, a_low[3], a_high[3]),
  );
}

/// The block of the thread beside, below and across in the quad: thread index xor 1, 2 and 3. Number by number: SwiftShader
/// copies a lane of a swapped vector at every use.
fn of_neighbour_1(m: mat4x4f) -> mat4x4f {
  return mat4x4f(
    quadSwapX(m[0].x), quadSwapX(m[0].y), quadSwapX(m[0].z), quadSwapX(m[0].w),
    quadSwapX(m[1].x), quadSwapX(m[1].y), quadSwapX(m[1].z), quadSwapX(m[1].w),
    quadSwapX(m[2].x), quadSwapX(m[2].y), quadSwapX(m[2].z), quadSwapX(m[2].w),
    quadSwapX(m[3].x), quadSwapX(m[3].y), quadSwapX(m[3].z), quadSwapX(m[3].w),
  );
}

fn of_neighbour_2(m: mat4x4f) -> mat4x4f {
  return mat4x4f(
    quadSwapY(m[0].x), quadSwapY(m[0].y), quadSwapY(m[0].z), quadSwapY(m[0].w),
    quadSwapY(m[1].x), quadSwapY(m[1].y), quadSwapY(m[1].z), quadSwapY(m[1].w),
    quadSwapY(m[2].x), quadSwapY(m[2].y), quadSwapY(m[2].z), quadSwapY(m[2].w),
    quadSwapY(m[3].x), quadSwapY(m[3].y), quadSwapY(m[3].z), quadSwapY(m[3].w),
  );
}

fn of_neighbour_3(m: mat4x4f) -> mat4x4f {
  return mat4x4f(
    quadSwapDiagonal(m[0].x), quadSwapDiagonal(m[0].y), quadSwapDiagonal(m[0].z), quadSwapDiagonal(m[0].w),
    quadSwapDiagonal(m[1].x), quadSwapDiagonal(m[1].y), quadSwapDiagonal(m[1].z), quadSwapDiagonal(m[1].w),
    quadSwapDiagonal(m[2].x), quadSwapDiagonal(m[2].y), quadSwapDiagonal(m[2].z), quadSwapDiagonal(m[2].w),
    quadSwapDiagonal(m[3].x), quadSwapDiagonal(m[3].y), quadSwapDiagonal(m[3].z), quadSwapDiagonal(m[3].w),
  );
}

/// Row and column of a tile among all, or among those that reach the diagonal or lie above it, row by row, each shorter than the
/// one before by as many as a tile is high. Beyond the last tile, where the length has wrapped round, it is a row that C does not have.
fn tile_at(index: u32) -> vec2u {
  if (!SYMMETRIC) {
    return vec2u(index / params.across, index % params.across);
  }
  let shorter = select(1u, 2u, TALL && !WIDE);
  var row = 0u;
  var left = index;
  var length = params.across;
  while (left >= length) {
    left -= length;
    length -= shorter;
    row += 1u;
  }
  return vec2u(row, shorter * row + left);
}

@compute @workgroup_size(64)
fn matmul_quads(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let index = grid_index(workgroup, local) / 4u;
  let thread = local % 4u;
  let tile = tile_at(index);
  let thread_rows = select(4u, 8u, TALL);
  let thread_columns = select(4u, 8u, WIDE);
  let tile_row = 4u * thread_rows * tile.x;
  let tile_column = 4u * thread_columns * tile.y;
  let column = tile_column + thread_columns * thread;
  let row = tile_row + thread_rows * thread;
  let turn = select(4u, 8u, DEEP);
  let slice = workgroup.z;
  let end = min(params.inner, (slice + 1u) * params.slice);
  var inner = slice * params.slice;
  // Block 4t + 2h + s: rows 4h … 4h + 3 of the eight that thread (index xor t) loads, columns 4s … 4s + 3 of this one's.
  var sums: array<mat4x4f, 16>;
  while (inner < end) {
    // The zeros are written out: without them SwiftShader goes on from the values of the round before.
    var tile = array<mat4x4f, 16>();
    let stop = min(end, inner + INNER_PER_FLUSH);
    for (; inner + turn <= stop; inner += turn) {
      // The rows and their swaps before the columns: after a load SwiftShader begins a new block of code, and what is
      // computed in the block that uses it is stored again at every use.
      let u = block_a(row, inner);
      var u_high = mat4x4f();
      if (DEEP) {
        u_high = block_a(row, inner + 4u);
      }
      var v = mat4x4f();
      var v_high = mat4x4f();
      if (TALL) {
        v = block_a(row + 4u, inner);
        if (DEEP) {
          v_high = block_a(row + 4u, inner + 4u);
        }
      }
      let u1 = of_neighbour_1(u);
      let u1_high = of_neighbour_1(u_high);
      let v1 = of_neighbour_1(v);
      let v1_high = of_neighbour_1(v_high);
      let u2 = of_neighbour_2(u);
      let u2_high = of_neighbour_2(u_high);
      let v2 = of_neighbour_2(v);
      let v2_high = of_neighbour_2(v_high);
      let u3 = of_neighbour_3(u);
      let u3_high = of_neighbour_3(u_high);
      let v3 = of_neighbour_3(v);
      let v3_high = of_neighbour_3(v_high);
      let l = block_b(inner, column);
      var l_high = mat4x4f();
      if (DEEP) {
        l_high = block_b(inner + 4u, column);
      }
      var r = mat4x4f();
      var r_high = mat4x4f();
      if (WIDE) {
        r = block_b(inner, column + 4u);
        if (DEEP) {
          r_high = block_b(inner + 4u, column + 4u);
        }
      }
      tile[0] = add_products(tile[0], l, l_high, u, u_high);
      if (WIDE) {
        tile[1] = add_products(tile[1], r, r_high, u, u_high);
      }
      if (TALL) {
        tile[2] = add_products(tile[2], l, l_high, v, v_high);
        if (WIDE) {
          tile[3] = add_products(tile[3], r, r_high, v, v_high);
        }
      }
      tile[4] = add_products(tile[4], l, l_high, u1, u1_high);
      if (WIDE) {
        tile[5] = add_products(tile[5], r, r_high, u1, u1_high);
      }
      if (TALL) {
        tile[6] = add_products(tile[6], l, l_high, v1, v1_high);
        if (WIDE) {
          tile[7] = add_products(tile[7], r, r_high, v1, v1_high);
        }
      }
      tile[8] = add_products(tile[8], l, l_high, u2, u2_high);
      if (WIDE) {
        tile[9] = add_products(tile[9], r, r_high, u2, u2_high);
      }
      if (TALL) {
        tile[10] = add_products(tile[10], l, l_high, v2, v2_high);
        if (WIDE) {
          tile[11] = add_products(tile[11], r, r_high, v2, v2_high);
        }
      }
      tile[12] = add_products(tile[12], l, l_high, u3, u3_high);
      if (WIDE) {
        tile[13] = add_products(tile[13], r, r_high, u3, u3_high);
      }
      if (TALL) {
        tile[14] = add_products(tile[14], l, l_high, v3, v3_high);
        if (WIDE) {
          tile[15] = add_products(tile[15], r, r_high, v3, v3_high);
        }
      }
    }
    for (; inner < stop; inner += 1u) {
      let l = row_of_b(inner, column);
      let r = row_of_b(inner, column + 4u);
      let u = column_of_a(row, inner);
      let v = column_of_a(row + 4u, inner);
      tile[0] = add_outer(tile[0], l, u);
      tile[1] = add_outer(tile[1], r, u);
      tile[2] = add_outer(tile[2], l, v);
      tile[3] = add_outer(tile[3], r, v);
      tile[4] = add_outer(tile[4], l, quadSwapX(u));
      tile[5] = add_outer(tile[5], r, quadSwapX(u));
      tile[6] = add_outer(tile[6], l, quadSwapX(v));
      tile[7] = add_outer(tile[7], r, quadSwapX(v));
      tile[8] = add_outer(tile[8], l, quadSwapY(u));
      tile[9] = add_outer(tile[9], r, quadSwapY(u));
      tile[10] = add_outer(tile[10], l, quadSwapY(v));
      tile[11] = add_outer(tile[11], r, quadSwapY(v));
      tile[12] = add_outer(tile[12], l, quadSwapDiagonal(u));
      tile[13] = add_outer(tile[13], r, quadSwapDiagonal(u));
      tile[14] = add_outer(tile[14], l, quadSwapDiagonal(v));
      tile[15] = add_outer(tile[15], r, quadSwapDiagonal(v));
    }
    sums[0] += tile[0];
    sums[1] += tile[1];
    sums[2] += tile[2];
    sums[3] += tile[3];
    sums[4] += tile[4];
    sums[5] += tile[5];
    sums[6] += tile[6];
    sums[7] += tile[7];
    sums[8] += tile[8];
    sums[9] += tile[9];
    sums[10] += tile[10];
    sums[11] += tile[11];
    sums[12] += tile[12];
    sums[13] += tile[13];
    sums[14] += tile[14];
    sums[15] += tile[15];
  }
  for (var block = 0u; block < 16u; block += 1u) {
    let from_thread = thread ^ (block / 4u);
    let lower = (block / 2u) % 2u;
    let right = block % 2u;
    if ((lower == 1u && !TALL) || (right == 1u && !WIDE)) {
      continue;
    }
    let block_row = tile_row + thread_rows * from_thread + 4u * lower;
    let block_column = column + 4u * right;
    store_block(true, slice, block_row, block_column, sums[block]);
    if (SYMMETRIC && tile_row + 4u * thread_rows <= tile_column) {
      store_block(true, slice, block_column, block_row, transpose(sums[block]));
    }
  }
}
