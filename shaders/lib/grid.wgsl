// Where an invocation stands in a one-dimensional grid of workgroups of 64, folded into y.

/// Workgroups along x before the grid folds into y; set by the host from the device's limit.
override FOLD: u32;

/// Index of this invocation in the whole grid.
fn grid_index(workgroup: vec3u, local: u32) -> u32 {
  return (workgroup.y * FOLD + workgroup.x) * 64u + local;
}
