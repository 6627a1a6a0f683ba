// Second stage of sums or maxima: a workgroup for each brings its partial results into its scalar.

/// Of which targets the largest counts instead of the sum, one bit each; the partial results are then magnitudes.
override LARGEST: u32 = 0u;

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

fn is_largest(sum: u32) -> bool {
  return ((LARGEST >> sum) & 1u) != 0u;
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
fn own_share(sum: u32, local: u32) -> f32 {
  let first = sum * params.count;
  var total = 0.0;
  var largest = vec4u();
  for (var index = local; index < params.count;) {
    var block = 0.0;
    let stop = block_end(index, 64u, params.count);
    for (; index < stop; index += 64u) {
      let result = partials[first + index];
      block += result;
      largest = larger_magnitudes(largest, vec4f(result, 0.0, 0.0, 0.0));
    }
    total += block;
  }
  return select(total, largest_lane(largest), is_largest(sum));
}

/// What all threads together have.
fn whole(sum: u32) -> f32 {
  var total = 0.0;
  var largest = vec4u();
  for (var index = 0u; index < 64u;) {
    var block = 0.0;
    let stop = block_end(index, 1u, 64u);
    for (; index < stop; index += 1u) {
      block += results[index];
      largest = larger_magnitudes(largest, vec4f(results[index], 0.0, 0.0, 0.0));
    }
    total += block;
  }
  return select(total, largest_lane(largest), is_largest(sum));
}

@compute @workgroup_size(64)
fn sum_partials(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let sum = workgroup.x;
  results[local] = own_share(sum, local);
  workgroupBarrier();
  if (local == 0u) {
    scalars[target_slot(sum)] = whole(sum);
  }
}
