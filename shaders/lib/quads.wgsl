// A matrix is walked in quads: four neighbouring columns of one row, one vec4f of its buffer.

/// Quads in a row of `columns` columns.
fn quads_in(columns: u32) -> u32 {
  return (columns + 3u) / 4u;
}

/// No row ends within a quad: what looks after the lanes beyond the view is left out.
override FULL_QUADS: bool = false;

/// Columns of the view from this quad on: 4 and more for a full quad.
fn columns_left(columns: u32, quad: u32) -> u32 {
  if (FULL_QUADS) {
    return 4u;
  }
  return columns - 4u * quad;
}

/// Which of the four lanes belong to the view.
fn lanes_inside(left: u32) -> vec4<bool> {
  return vec4u(0u, 1u, 2u, 3u) < vec4u(left);
}

/// `value` with zeros in the lanes beyond the view, so that what lies there (NaN too) adds nothing.
fn zero_beyond(value: vec4f, left: u32) -> vec4f {
  return select(vec4f(), value, lanes_inside(left));
}

/// `value` with what is stored already in the lanes beyond the view.
fn keep_beyond(stored: vec4f, value: vec4f, left: u32) -> vec4f {
  return select(stored, value, lanes_inside(left));
}

/// Row and quad within the row of the quad with this index, among rows of `quads`.
fn place_of(index: u32, quads: u32) -> vec2u {
  return vec2u(index / quads, index % quads);
}

/// The place that lies `by` further, itself the place of an index: what a loop needs instead of a division a turn. Chosen,
/// not branched to: where threads part SwiftShader masks all that follows.
fn further(place: vec2u, by: vec2u, quads: u32) -> vec2u {
  let next = place + by;
  let wraps = next.y >= quads;
  return vec2u(next.x + select(0u, 1u, wraps), next.y - select(0u, quads, wraps));
}
