// Operand B as floats.

@group(0) @binding(3) var<storage, read> b: array<vec4f>;

/// Four numbers of a row.
fn quad_of_b(row: u32, quad: u32) -> vec4f {
  return b[row * params.b_stride + quad];
}

/// Four rows of a matrix at a quad, as columns. What lies beyond the matrix's rows and columns may be anything
/// of its buffer (WGSL keeps indices within it): no output uses it.
fn rows_of_b(row: u32, quad: u32) -> mat4x4f {
  let first = row * params.b_stride + quad;
  let stride = params.b_stride;
  return mat4x4f(b[first], b[first + stride], b[first + 2u * stride], b[first + 3u * stride]);
}
