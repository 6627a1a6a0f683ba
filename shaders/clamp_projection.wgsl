// z = clamp(p, B1, B2) with [B1, B2] = {z : |h(z) - a| <= epsilon}, mDLAM Eq. (4); a feasible old z stays inside.

struct Params {
  rows: u32,
  columns: u32,
  z_stride: u32,
  p_stride: u32,
  a_stride: u32,
  epsilon: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> p: array<vec4f>;
@group(0) @binding(3) var<storage, read> a: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> z: array<vec4f>;

/// One element.
fn project(old: f32, p: f32, a: f32, epsilon: f32) -> f32 {
  let band = band_around(old, a, epsilon);
  return min(max(p, band.x), band.y);
}

@compute @workgroup_size(64)
fn clamp_projection(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let at = row * params.z_stride + quad;
  let start = p[row * params.p_stride + quad];
  let centre = a[row * params.a_stride + quad];
  let epsilon = scalars[params.epsilon];
  let old = z[at];
  let result = vec4f(
    project(old.x, start.x, centre.x, epsilon), project(old.y, start.y, centre.y, epsilon),
    project(old.z, start.z, centre.z, epsilon), project(old.w, start.w, centre.w, epsilon),
  );
  z[at] = keep_beyond(old, result, columns_left(params.columns, quad));
}
