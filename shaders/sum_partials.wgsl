// Second stage of a sum: one workgroup adds the partial sums into a scalar.

struct Params {
  count: u32,
  target_slot: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> partials: array<f32>;

/// One sum a thread.
var<workgroup> sums: array<f32, 64>;

@compute @workgroup_size(64)
fn sum_partials(@builtin(local_invocation_index) local: u32) {
  var mine = Cascade();
  for (var index = local; index < params.count; index += 64u) {
    cascade_add(&mine, vec4f(partials[index], 0.0, 0.0, 0.0));
  }
  sums[local] = cascade_total(mine);
  workgroupBarrier();
  if (local != 0u) {
    return;
  }
  var all = Cascade();
  for (var index = 0u; index < 64u; index += 1u) {
    cascade_add(&all, vec4f(sums[index], 0.0, 0.0, 0.0));
  }
  scalars[params.target_slot] = cascade_total(all);
}
