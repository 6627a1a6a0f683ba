// Second stage of a sum or maximum: one workgroup brings the partial results into a scalar.

/// Whether the largest counts instead of the sum; the partial results are then magnitudes.
override LARGEST: bool = false;

struct Params {
  count: u32,
  target_slot: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> partials: array<f32>;

/// One partial result a thread.
var<workgroup> results: array<f32, 64>;

/// The larger of two magnitudes by their bits, which puts NaN above all.
fn larger(x: f32, y: f32) -> f32 {
  return bitcast<f32>(max(bitcast<u32>(x), bitcast<u32>(y)));
}

/// What one thread makes of every 64th partial result.
fn own_share(local: u32) -> f32 {
  var sum = Cascade();
  var largest = 0.0;
  for (var index = local; index < params.count; index += 64u) {
    if (LARGEST) {
      largest = larger(largest, partials[index]);
    } else {
      cascade_add(&sum, vec4f(partials[index], 0.0, 0.0, 0.0));
    }
  }
  return select(cascade_total(sum), largest, LARGEST);
}

/// What all threads together have.
fn whole() -> f32 {
  var sum = Cascade();
  var largest = 0.0;
  for (var index = 0u; index < 64u; index += 1u) {
    if (LARGEST) {
      largest = larger(largest, results[index]);
    } else {
      cascade_add(&sum, vec4f(results[index], 0.0, 0.0, 0.0));
    }
  }
  return select(cascade_total(sum), largest, LARGEST);
}

@compute @workgroup_size(64)
fn sum_partials(@builtin(local_invocation_index) local: u32) {
  results[local] = own_share(local);
  workgroupBarrier();
  if (local == 0u) {
    scalars[params.target_slot] = whole();
  }
}
