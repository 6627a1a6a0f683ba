// Loads the next row of parameters into their scalars, and shuts all branches.

struct Params {
  parameters: u32,
  /// Numbers of the branches' dispatches.
  counts: u32,
}

/// Rows begun and finished. This kernel reads only `finished` and record_history only `begun`, so neither
/// needs a barrier before it writes the other.
struct Progress {
  begun: u32,
  finished: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scalars: array<f32>;
@group(0) @binding(2) var<storage, read_write> progress: Progress;
@group(0) @binding(3) var<storage, read> slots: array<u32>;
@group(0) @binding(4) var<storage, read> rows: array<f32>;
@group(0) @binding(5) var<storage, read_write> odd_indirect: array<u32>;
@group(0) @binding(6) var<storage, read_write> even_indirect: array<u32>;

@compute @workgroup_size(64)
fn begin_iteration(@builtin(local_invocation_index) local: u32) {
  let row = progress.finished;
  for (var index = local; index < params.parameters; index += 64u) {
    scalars[slots[index]] = rows[row * params.parameters + index];
  }
  for (var index = local; index < params.counts; index += 64u) {
    odd_indirect[index] = 0u;
    even_indirect[index] = 0u;
  }
  if (local == 0u) {
    progress.begun = row + 1u;
  }
}
