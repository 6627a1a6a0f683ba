// Second stage of sums or maxima: a workgroup for each brings its partial results into its scalar.

/// Whether the largest counts instead of the sum; the partial results are then magnitudes.
override LARGEST: bool = false;

struct Params {
  /// Partial results of one sum; those of the next follow.
  count: u32,
  target_0: u32,
  target_1: u32,
  target_2: u32,
  target_3: u32,
  target_4: u32,
  target_5: u32,
  target_6: u32,
  target_7: u32,
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

/// Where the result of a sum goes.
fn target_slot(sum: u32) -> u32 {
  switch (sum) {
    case 0u: { return params.target_0; }
    case 1u: { return params.target_1; }
    case 2u: { return params.target_2; }
    case 3u: { return params.target_3; }
    case 4u: { return params.target_4; }
    case 5u: { return params.target_5; }
    case 6u: { return params.target_6; }
    default: { return params.target_7; }
  }
}

/// What one thread makes of every 64th partial result.
fn own_share(first: u32, local: u32) -> f32 {
  var sum = Cascade();
  var largest = 0.0;
  for (var index = local; index < params.count; index += 64u) {
    if (LARGEST) {
      largest = larger(largest, partials[first + index]);
    } else {
      cascade_add(&sum, vec4f(partials[first + index], 0.0, 0.0, 0.0));
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
fn sum_partials(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  results[local] = own_share(workgroup.x * params.count, local);
  workgroupBarrier();
  if (local == 0u) {
    scalars[target_slot(workgroup.x)] = whole();
  }
}
