// Operand B as bytes, four in a word: byte b of column j stands for b / 255 * factor_j + shift_j.

@group(0) @binding(3) var<storage, read> b: array<u32>;
/// The factors of a quad of columns, then its shifts.
@group(0) @binding(6) var<storage, read> b_scale: array<vec4f>;

fn decoded_b(word: u32, factor: vec4f, shift: vec4f) -> vec4f {
  return fma(unpack4x8unorm(word), factor, shift);
}

/// Four numbers of a row.
fn quad_of_b(row: u32, quad: u32) -> vec4f {
  return decoded_b(b[row * params.b_stride + quad], b_scale[2u * quad], b_scale[2u * quad + 1u]);
}

/// Four rows of a matrix at a quad, as columns. What lies beyond its rows and columns may be anything: no output uses it.
fn rows_of_b(row: u32, quad: u32) -> mat4x4f {
  let first = row * params.b_stride + quad;
  let stride = params.b_stride;
  let factor = b_scale[2u * quad];
  let shift = b_scale[2u * quad + 1u];
  return mat4x4f(
    decoded_b(b[first], factor, shift), decoded_b(b[first + stride], factor, shift),
    decoded_b(b[first + 2u * stride], factor, shift), decoded_b(b[first + 3u * stride], factor, shift),
  );
}
