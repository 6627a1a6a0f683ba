import { describe, expect, it } from 'vitest';
import { defineKernel, packParameters } from './kernel.ts';

const SOURCE = `
// @group(0) @binding(9) var<uniform> commented: Params;
override FOLD: u32;
struct Params {
  rows: u32,
  /// A comment, with a comma.
  shift: i32,
  scale: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@compute @workgroup_size(64)
fn example() {}
`;

describe('defineKernel', () => {
  it('reads bindings, parameters and constants from the text', () => {
    const kernel = defineKernel('example', SOURCE, ['override SLOPE: f32 = 1;']);
    expect(kernel.bindings).toEqual([
      { name: 'params', binding: 0, kind: 'uniform' },
      { name: 'out', binding: 2, kind: 'storage' },
      { name: 'x', binding: 1, kind: 'read-only-storage' },
    ]);
    expect(kernel.parameters.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'rows: u32',
      'shift: i32',
      'scale: f32',
    ]);
    expect([...kernel.constants]).toEqual(['FOLD', 'SLOPE']);
  });

  it('refuses a file without its entry point and parameters that are no 32-bit numbers', () => {
    expect(() => defineKernel('other', SOURCE)).toThrow(/no compute entry point "other"/);
    expect(() => defineKernel('example', SOURCE.replace('rows: u32', 'rows: vec2u'))).toThrow(
      /not "rows: vec2u"/,
    );
  });
});

describe('packParameters', () => {
  const kernel = defineKernel('example', SOURCE);

  it('packs by name', () => {
    const view = new DataView(packParameters(kernel, { scale: 0.5, rows: 7, shift: -2 }));
    expect([view.getUint32(0, true), view.getInt32(4, true), view.getFloat32(8, true)]).toEqual([
      7, -2, 0.5,
    ]);
  });

  it('refuses missing and unknown names', () => {
    expect(() => packParameters(kernel, { rows: 1, shift: 1 })).toThrow(
      /no value for parameter "scale"/,
    );
    expect(() => packParameters(kernel, { rows: 1, shift: 1, scale: 1, rho: 1 })).toThrow(
      /no parameter "rho"/,
    );
  });
});
