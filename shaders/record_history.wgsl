// Copies the reported scalars into the history's next row.

struct Params {
  reported: u32,
}

/// Rows begun and finished; see begin_iteration.
struct Progress {
  begun: u32,
  finished: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read_write> progress: Progress;
@group(0) @binding(3) var<storage, read> slots: array<u32>;
@group(0) @binding(4) var<storage, read_write> history: array<f32>;

@compute @workgroup_size(64)
fn record_history(@builtin(local_invocation_index) local: u32) {
  let begun = progress.begun;
  for (var index = local; index < params.reported; index += 64u) {
    history[(begun - 1u) * params.reported + index] = scalars[slots[index]];
  }
  if (local == 0u) {
    progress.finished = begun;
  }
}
