// Operand A as bytes, four in a word: byte b of column j stands for b / 255 * factor_j + shift_j.

@group(0) @binding(2) var<storage, read> a: array<u32>;
/// The factors of a quad of columns, then its shifts.
@group(0) @binding(5) var<storage, read> a_scale: array<vec4f>;

fn decoded_a(word: u32, factor: vec4f, shift: vec4f) -> vec4f {
  return fma(unpack4x8unorm(word), factor, shift);
}

/// Four numbers of a row.
fn quad_of_a(row: u32, quad: u32) -> vec4f {
  return decoded_a(a[row * params.a_stride + quad], a_scale[2u * quad], a_scale[2u * quad + 1u]);
}

/// Four rows of a matrix at a quad, as columns. What lies beyond its rows and columns may be anything: no output uses it.
fn rows_of_a(row: u32, quad: u32) -> mat4x4f {
  let first = row * params.a_stride + quad;
  let stride = params.a_stride;
  let factor = a_scale[2u * quad];
  let shift = a_scale[2u * quad + 1u];
  return mat4x4f(
    decoded_a(a[first], factor, shift), decoded_a(a[first + stride], factor, shift),
    decoded_a(a[first + 2u * stride], factor, shift), decoded_a(a[first + 3u * stride], factor, shift),
  );
}
