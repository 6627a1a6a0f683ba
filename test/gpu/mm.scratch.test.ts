import { test } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { openTestDevice } from './device.ts';
const log = (...a: unknown[]) => process.stdout.write(a.join(' ') + '\n');
test('mm', async () => {
  const ctx = await openTestDevice();
  const b = createGpuBackend(ctx);
  const time = async (label: string, body: () => void, flop = 0) => {
    const t0 = process.cpuUsage();
    const p = await b.record(label, [], () => { body(); return []; });
    const t1 = process.cpuUsage(t0);
    await b.submit(p, [[]]);
    const reps: number[] = []; const walls: number[] = [];
    for (let i = 0; i < 6; i++) { const t = process.cpuUsage(), w = performance.now(); await b.submit(p, [[]]); walls.push(performance.now() - w); const u = process.cpuUsage(t); reps.push((u.user + u.system) / 1000); }
    reps.sort((x, y) => x - y);
    log(label, 'wall', Math.min(...walls).toFixed(1), flop ? (flop / Math.min(...walls) / 1e6).toFixed(2) + ' GFLOP/s' : '', 'record cpu ms', ((t1.user + t1.system) / 1000).toFixed(0), 'run cpu ms', reps[0]!.toFixed(1), flop ? `GFLOP/s/core ${(flop / reps[0]! / 1e6).toFixed(2)}` : '');
  };
  const rnd = (n: number) => Float32Array.from({ length: n }, () => Math.random() - 0.5);
  const mat = (r: number, c: number) => { const m = b.matrix(r, c, `${r}x${c}`); b.write(m, rnd(r * c)); return m; };
  const A = mat(500, 784), B = mat(784, 2000), Bt = mat(2000, 784), At = mat(784, 500), C = mat(500, 2000);
  const F = 2 * 500 * 784 * 2000;
  await time('NN', () => b.product(C, A, B), F);
  await time('NT', () => b.product(C, A, Bt, { transposeB: true }), F);
  await time('TN', () => b.product(C, At, B, { transposeA: true }), F);
  if (process.env.MORE) {
  const X = mat(10000, 784), Y = mat(10000, 10), D = mat(10000, 1000), W=mat(10,1000), H = mat(10, 1000), P=mat(10000,10);
  await time('TN 10x10000x1000', () => b.product(H, P, D, { transposeA: true }), 2 * 10000 * 10 * 1000);
  await time('NT 10000x1000x10', () => b.product(Y, D, W, { transposeB: true }), 2 * 10000 * 10 * 1000);
  await time('NN 10000x10x1000', () => b.product(D, P, W), 2 * 10000 * 10 * 1000);
  const V = mat(10000, 1000), Z = mat(10000, 1000), Gr = mat(10000, 1000), S = mat(10000, 1000);
  const e = b.scalar('e', 0.1);
  await time('combine2 1e7', () => b.combine(V, [[null, D], [e, V]]));
  await time('dot 1e7', () => { b.dot(V, D); });
  await time('absoluteSumChange 1e7', () => { b.absoluteSumChange(V, D); });
  await time('activate tanh 1e7', () => { b.activate(V, D, 'tanh'); });
  await time('activate relu 1e7', () => { b.activate(V, D, 'relu'); });
  }
}, 600000);
