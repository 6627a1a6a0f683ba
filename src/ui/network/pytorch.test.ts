import { describe, expect, it } from 'vitest';
import { pytorchProgram } from './pytorch.ts';

const layer = (rows: number, columns: number, biased = true) => ({
  rows,
  columns,
  weights: new Float64Array(rows * columns),
  bias: biased ? new Float64Array(rows) : null,
});

const GREY = { scaling: 'unit', low: 0, high: 255 } as const;

describe('pytorchProgram', () => {
  it('names every layer where nn.Sequential has it', () => {
    const weights = { name: 'x', layers: [layer(5, 784), layer(4, 5), layer(10, 4)] };
    const program = pytorchProgram('a "b".safetensors', weights, 'leaky-relu', GREY);
    expect(program).toContain('load_file("a \\"b\\".safetensors")');
    expect(program).toContain(
      [
        '    nn.Linear(784, 5),',
        '    nn.LeakyReLU(0.01),',
        '    nn.Linear(5, 4),',
        '    nn.LeakyReLU(0.01),',
        '    nn.Linear(4, 10),',
        ')',
      ].join('\n'),
    );
    expect(program).toContain('"4.weight": w["W3"],\n    "4.bias": w["b3"],');
    expect(program).toContain('# x = features / 255\n');
  });

  it('leaves biases out where there are none', () => {
    const weights = { name: 'x', layers: [layer(10, 784, false)] };
    const program = pytorchProgram('w.safetensors', weights, 'relu', null);
    expect(program).toContain('nn.Linear(784, 10, bias=False),');
    expect(program).not.toContain('"0.bias"');
    expect(program).not.toContain('ReLU');
    expect(program).toContain('# x: the features, scaled as in the training\n');
  });
});
