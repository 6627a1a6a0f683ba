// s = decay s + gain g^2, then w = w - size m / (sqrt(d) correction + epsilon) in place, d = s or the largest s so far:
// AdaGrad, RMSProp, Adam and AMSGrad. m may be g.

/// Whether d is the largest s so far, which peak keeps.
override PEAK: bool = false;

struct Params {
  rows: u32,
  columns: u32,
  w_stride: u32,
  s_stride: u32,
  peak_stride: u32,
  g_stride: u32,
  m_stride: u32,
  decay: u32,
  gain: u32,
  size: u32,
  correction: u32,
  epsilon: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<vec4f>;
@group(0) @binding(3) var<storage, read> m: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> w: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> s: array<vec4f>;
/// Untouched without PEAK.
@group(0) @binding(6) var<storage, read_write> peak: array<vec4f>;

/// The largest s so far, kept in peak.
fn raise_peak(at: u32, squares: vec4f, left: u32) -> vec4f {
  let stored = peak[at];
  let largest = max(stored, squares);
  peak[at] = keep_beyond(stored, largest, left);
  return largest;
}

@compute @workgroup_size(64)
fn adaptive_step(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) local: u32) {
  let quads = quads_in(params.columns);
  let index = grid_index(workgroup, local);
  if (index >= params.rows * quads) {
    return;
  }
  let row = index / quads;
  let quad = index % quads;
  let left = columns_left(params.columns, quad);
  let gradient = g[row * params.g_stride + quad];
  let s_at = row * params.s_stride + quad;
  var squares = scalars[params.decay] * s[s_at] + scalars[params.gain] * gradient * gradient;
  s[s_at] = keep_beyond(s[s_at], squares, left);
  if (PEAK) {
    squares = raise_peak(row * params.peak_stride + quad, squares, left);
  }
  let w_at = row * params.w_stride + quad;
  let divisor = sqrt(squares) * scalars[params.correction] + scalars[params.epsilon];
  let step = scalars[params.size] * m[row * params.m_stride + quad] / divisor;
  w[w_at] = keep_beyond(w[w_at], w[w_at] - step, left);
}
