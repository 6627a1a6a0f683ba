import { describe, expect, it } from 'vitest';
import { type ChainLayout, chainLayout, NODE } from './chainLayout.ts';

/** Centres and half widths of all nodes of a row, from left to right. */
function nodesOf(layout: ChainLayout, y: number): { x: number; half: number }[] {
  const nodes = layout.layers.flatMap(({ weights, z, out }) => [
    { ...weights, half: NODE.weights / 2 },
    { ...z, half: NODE.radius },
    { ...out, half: NODE.radius },
  ]);
  return [{ ...layout.input, half: NODE.radius }, ...nodes].filter((node) => node.y === y);
}

describe('the chain', () => {
  it.each([
    [1, 340],
    [2, 340],
    [9, 330],
    [2, 760],
    [3, 760],
    [4, 760],
    [9, 760],
    [9, 1400],
  ])('of %i layers fits into %i px without nodes that touch', (layers, width) => {
    const layout = chainLayout(layers, width);
    const rows = [...new Set(layout.layers.map(({ weights }) => weights.y))];
    for (const y of rows) {
      const nodes = nodesOf(layout, y);
      nodes.forEach(({ x, half }, index) => {
        const former = nodes[index - 1];
        expect(x - half).toBeGreaterThanOrEqual(former ? former.x + former.half + 16 : 0);
        expect(x + half).toBeLessThanOrEqual(width);
      });
    }
    expect(layout.layers.map(({ layer }) => layer)).toHaveLength(layers);
    expect(layout.height).toBe(rows.length * NODE.rowHeight);
    expect(layout.turns).toHaveLength(rows.length - 1);
  });

  it('shares its layers out over rows of like length', () => {
    const firsts = chainLayout(4, 760).layers.filter(({ first }) => first);
    expect(firsts.map(({ layer }) => layer)).toEqual([1, 3]);
  });
});
