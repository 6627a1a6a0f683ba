import { describe, expect, it } from 'vitest';
import { slimShader } from '../../scripts/slimShaders.ts';

describe('slimShader', () => {
  it('takes out comments and indentation and keeps the lines', () => {
    const source = '// A kernel.\n@compute // here\nfn f() {\n  let x = 1 / 2; // half\n\n}\n';
    expect(slimShader(source)).toBe('\n@compute\nfn f() {\nlet x = 1 / 2;\n\n}\n');
  });
});
