import type { Random } from '../maths/random.ts';
import { type Canvas, drawPolyline } from './drawPolyline.ts';
import { GLYPHS, type Glyph } from './glyphs.ts';
import { strokeToPolyline } from './strokes.ts';

/** Pixels along a side, as in MNIST. */
export const SIDE = 28;

/** Everything that is drawn by chance in one picture, apart from noise. */
const STYLE = {
  /** Height of the glyph box in pixels, and its width as a share of that. */
  height: { mean: 19, deviation: 1 },
  aspect: { mean: 0.8, deviation: 0.07 },
  /** Radians. */
  rotation: { mean: 0, deviation: 0.11 },
  /** Pixels to the right per pixel upwards. */
  shear: { mean: 0.12, deviation: 0.24 },
  /** Pixels. */
  shift: { mean: 0, deviation: 1.7 },
  /** Pixels by which each wave of the elastic distortion moves a point. */
  elastic: { mean: 0, deviation: 0.5 },
  /** Half the width of a line, pixels. */
  radius: { low: 1, high: 2.2 },
  softness: { low: 0.9, high: 1.7 },
  /** Grey value of full ink, and deviation of the noise in grey values. */
  contrast: { low: 200, high: 255 },
  noise: { low: 1, high: 5 },
} as const;

/** Draws beyond this many deviations would leave the frame or the digit's meaning. */
const CUT = 2.2;

/** Waves of the elastic distortion; the shortest is about a glyph high, so that strokes stay strokes. */
const WAVES = 3;
const SHORTEST_WAVE = 16;
const LONGEST_WAVE = 40;

type Move = (x: number, y: number) => readonly [number, number];

function gauss(random: Random, { mean, deviation }: { mean: number; deviation: number }): number {
  return mean + deviation * Math.min(CUT, Math.max(-CUT, random.normal()));
}

/** Glyph box → pixels: scaling, shear, rotation and shift about the centre. */
function randomAffine(random: Random): Move {
  const height = gauss(random, STYLE.height);
  const width = height * gauss(random, STYLE.aspect);
  const angle = gauss(random, STYLE.rotation);
  const shear = gauss(random, STYLE.shear);
  const centreX = SIDE / 2 + gauss(random, STYLE.shift);
  const centreY = SIDE / 2 + gauss(random, STYLE.shift);
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  return (x, y) => {
    const v = (y - 0.5) * height;
    const u = (x - 0.5) * width - shear * v;
    return [centreX + cosine * u - sine * v, centreY + sine * u + cosine * v];
  };
}

/** Smooth elastic distortion: a few plane waves of random direction, length, phase and amplitude. */
function randomWaves(random: Random): Move {
  const waves = Array.from({ length: WAVES }, () => {
    const direction = random.uniform(0, 2 * Math.PI);
    const frequency = (2 * Math.PI) / random.uniform(SHORTEST_WAVE, LONGEST_WAVE);
    return {
      fx: frequency * Math.cos(direction),
      fy: frequency * Math.sin(direction),
      phase: random.uniform(0, 2 * Math.PI),
      ax: gauss(random, STYLE.elastic),
      ay: gauss(random, STYLE.elastic),
    };
  });
  return (x, y) => {
    let movedX = x;
    let movedY = y;
    for (const { fx, fy, phase, ax, ay } of waves) {
      const height = Math.sin(fx * x + fy * y + phase);
      movedX += ax * height;
      movedY += ay * height;
    }
    return [movedX, movedY];
  };
}

/** The glyphs as polylines, once for all pictures. */
const POLYLINES = GLYPHS.map((ways) =>
  ways.map((glyph: Glyph) => glyph.map((stroke) => strokeToPolyline(stroke))),
);

/** The lines bent and placed by chance, in pixels. */
function placeGlyph(lines: readonly Float64Array[], random: Random): Float64Array[] {
  const affine = randomAffine(random);
  const waves = randomWaves(random);
  return lines.map((line) => {
    const moved = new Float64Array(line.length);
    for (let i = 0; i < line.length; i += 2) {
      moved.set(waves(...affine(line[i] as number, line[i + 1] as number)), i);
    }
    return moved;
  });
}

/** Shifts the lines as far as it takes to keep `margin` pixels from the frame; what is too large is centred. */
function keepInFrame(lines: readonly Float64Array[], margin: number): void {
  for (const axis of [0, 1]) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const line of lines) {
      for (let i = axis; i < line.length; i += 2) {
        low = Math.min(low, line[i] as number);
        high = Math.max(high, line[i] as number);
      }
    }
    const least = margin - low;
    const most = SIDE - margin - high;
    const shift = least > most ? (least + most) / 2 : Math.min(most, Math.max(least, 0));
    if (shift === 0) continue;
    for (const line of lines) {
      for (let i = axis; i < line.length; i += 2) line[i] = (line[i] as number) + shift;
    }
  }
}

function drawGlyph(canvas: Canvas, lines: readonly Float64Array[], random: Random): void {
  const placed = placeGlyph(lines, random);
  const radius = random.uniform(STYLE.radius.low, STYLE.radius.high);
  const softness = random.uniform(STYLE.softness.low, STYLE.softness.high);
  keepInFrame(placed, radius + softness / 2);
  for (const line of placed) {
    // The hand presses now harder, now softer along a stroke.
    const phase = random.uniform(0, 2 * Math.PI);
    drawPolyline(canvas, line, {
      radius: (point) => radius * (1 + 0.2 * Math.sin(0.25 * point + phase)),
      softness,
    });
  }
}

/**
 * Draws one digit into `pixels` (SIDE², grey values 0–255, dark background like MNIST's): one of the
 * ways of writing it, moved, bent, inked and roughened by chance.
 */
export function drawDigit(digit: number, random: Random, pixels: Uint8Array): void {
  const ways = POLYLINES[digit] as readonly (readonly Float64Array[])[];
  const canvas: Canvas = { side: SIDE, ink: new Float32Array(SIDE * SIDE) };
  drawGlyph(canvas, ways[random.integer(ways.length)] as readonly Float64Array[], random);
  const contrast = random.uniform(STYLE.contrast.low, STYLE.contrast.high);
  // The sum of two uniforms on ±√1.5·σ has deviation σ; one draw holds both.
  const spread = (random.uniform(STYLE.noise.low, STYLE.noise.high) * Math.sqrt(1.5)) / 2 ** 15;
  for (let i = 0; i < pixels.length; i++) {
    const bits = random.bits();
    const noise = ((bits & 0xffff) + (bits >>> 16) - 0xffff) * spread;
    const grey = contrast * (canvas.ink[i] as number) + noise;
    pixels[i] = Math.min(255, Math.max(0, Math.round(grey)));
  }
}
