// The largest of non-negative numbers. They are ordered as their bits are, with NaN above all: so no NaN is lost, as it
// may be in max of floats.

fn larger_magnitudes(largest: vec4u, magnitudes: vec4f) -> vec4u {
  return max(largest, bitcast<vec4u>(magnitudes));
}

fn largest_lane(largest: vec4u) -> f32 {
  return bitcast<f32>(max(max(largest.x, largest.y), max(largest.z, largest.w)));
}
