// Operand A as floats.

@group(0) @binding(2) var<storage, read> a: array<vec4f>;

/// Four numbers of a row.
fn quad_of_a(row: u32, quad: u32) -> vec4f {
  return a[row * params.a_stride + quad];
}

/// Four rows of a matrix at a quad, as columns. What lies beyond the matrix's rows and columns may be anything
/// of its buffer (WGSL keeps indices within it): no output uses it.
fn rows_of_a(row: u32, quad: u32) -> mat4x4f {
  let first = row * params.a_stride + quad;
  let stride = params.a_stride;
  return mat4x4f(a[first], a[first + stride], a[first + 2u * stride], a[first + 3u * stride]);
}
