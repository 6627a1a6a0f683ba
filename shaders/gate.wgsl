// Opens or shuts a branch: its indirect dispatches get their workgroup counts, or zeros.

struct Params {
  flag: u32,
  /// State of the branch around this one; the constant 1 at the top.
  parent: u32,
  /// Where this branch leaves its own state.
  state: u32,
  /// The branch's numbers in the table: three a dispatch.
  first: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> workgroup_counts: array<u32>;
@group(0) @binding(3) var<storage, read_write> indirect: array<u32>;

@compute @workgroup_size(64)
fn gate(@builtin(local_invocation_index) local: u32) {
  // The flag may be stale where the parent is shut: the parent's state decides then.
  let open = scalars[params.parent] != 0.0 && scalars[params.flag] != 0.0;
  for (var index = params.first + local; index < params.first + params.count; index += 64u) {
    indirect[index] = select(0u, workgroup_counts[index], open);
  }
  if (local == 0u) {
    scalars[params.state] = select(0.0, 1.0, open);
  }
}
