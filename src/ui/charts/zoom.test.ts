import { beforeEach, describe, expect, it } from 'vitest';
import { dragged, keyStep, shifted, withEnd } from './brushWindow.ts';
import type { XAxis } from './chartSpec.ts';
import { decimate } from './decimate.ts';
import { shownExtent } from './drawing.ts';
import {
  resetZoom,
  verticalWindow,
  zoomedAxis,
  zoomStore,
  zoomTo,
  zoomVertically,
} from './zoomStore.ts';

const AXIS: XAxis = { kind: 'iteration', domain: [0, 100] };
const LOG: XAxis = { kind: 'iteration', scale: 'log', domain: [0, 2] };
const shown = (axis: XAxis) => zoomedAxis(axis, zoomStore.getState()).domain;

beforeEach(resetZoom);

describe('the zoom', () => {
  it('stays while the axis grows, and follows it where its end is open', () => {
    zoomTo(AXIS, [20, 40]);
    expect(shown({ ...AXIS, domain: [0, 200] })).toEqual([20, 40]);
    zoomTo(AXIS, [20, 100]);
    expect(shown({ ...AXIS, domain: [0, 200] })).toEqual([20, 200]);
  });

  it('is of values: a logarithmic axis shows the same part', () => {
    zoomTo(AXIS, [10, 50]);
    expect(shown(LOG)).toEqual([1, Math.log10(50)]);
    zoomTo(LOG, [0, 1]);
    expect(shown(AXIS)).toEqual([0, 10]);
  });

  it('means nothing on another axis, or beyond the end of this one', () => {
    zoomTo(AXIS, [20, 40]);
    expect(shown({ kind: 'flops', domain: [0, 100] })).toEqual([0, 100]);
    expect(shown({ ...AXIS, domain: [0, 10] })).toEqual([0, 10]);
  });

  it('shows all again', () => {
    zoomTo(AXIS, [20, 40]);
    resetZoom();
    expect(zoomedAxis(AXIS, zoomStore.getState())).toBe(AXIS);
  });

  it('has a vertical part for one chart, which changes with its scale', () => {
    const chart = { id: 'loss', unit: 'mean', scale: 'log' } as const;
    zoomTo(AXIS, [20, 40]);
    zoomVertically('iteration', 'loss mean', [0.1, 10]);
    const zoom = zoomStore.getState();
    expect(verticalWindow(zoom, 'iteration', chart)).toEqual([-1, 1]);
    expect(verticalWindow(zoom, 'iteration', { ...chart, scale: 'linear' })).toEqual([0.1, 10]);
    expect(verticalWindow(zoom, 'iteration', { ...chart, unit: 'sum' })).toBeNull();
    expect(verticalWindow(zoom, 'flops', chart)).toBeNull();
    expect(shown(AXIS)).toEqual([20, 40]);
  });
});

describe('what is visible', () => {
  const extentOf = (domain: readonly [number, number]) => {
    const columns = { xs: [0, 10, 20], ys: [100, 0, 50], length: 3 };
    return shownExtent(decimate(columns, 'linear', { domain }, 40), domain);
  };
  it('fits the window, not the run', () => {
    expect(extentOf([0, 20])).toEqual([0, 100]);
    expect(extentOf([10, 20])).toEqual([0, 50]);
  });
  it('has the line where there is no point', () => expect(extentOf([4, 6])).toEqual([40, 60]));
  it('is nothing beyond the end', () => expect(extentOf([30, 40])).toBeNull());
});

describe('the window below the charts', () => {
  it('is drawn, moved and stretched, and never turns round', () => {
    expect(dragged('new', [0, 1], 0.6, 0.2)).toEqual([0.2, 0.6]);
    expect(dragged('whole', [0.2, 0.6], 0.3, 0.9)[1]).toBe(1);
    expect(dragged('from', [0.2, 0.6], 0.2, 0.9)[0]).toBeLessThan(0.6);
    expect(withEnd([0.2, 0.6], 'to', -1)[1]).toBeGreaterThan(0.2);
    const [from, to] = shifted([0.2, 0.6], Number.NEGATIVE_INFINITY);
    expect([from, to]).toEqual([0, expect.closeTo(0.4)]);
  });
  it('ignores a click', () => expect(dragged('new', [0.1, 0.4], 0.7, 0.7)).toEqual([0.1, 0.4]));
  it('has the keys of a slider', () => {
    expect(keyStep('ArrowRight', false, 0.01)).toBe(0.01);
    expect(keyStep('ArrowLeft', true, 0.01)).toBe(-0.1);
    expect(keyStep('End', false, 0.01)).toBe(Number.POSITIVE_INFINITY);
    expect(keyStep('a', false, 0.01)).toBeNull();
  });
});
