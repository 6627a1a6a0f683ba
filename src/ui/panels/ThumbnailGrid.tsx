import { type ReactElement, useEffect, useRef } from 'react';
import type { Thumbnails } from '../../worker/protocol.ts';
import styles from './panels.module.css';

const COLUMNS = 10;
const MOST_ROWS = 3;
/** The gap between pictures, as a share of their width: small ones fill their frame to the edge. */
const GAP = 1 / 14;
/** Pictures up to this wide are drawn larger than they are; smoothing would blur them. */
const PIXELATED_WIDTH = 16;

interface ThumbnailGridProps {
  readonly thumbnails: Thumbnails;
  readonly classNames: readonly string[];
}

/** Some training samples on one canvas, as ink on the panel's ground. */
export function ThumbnailGrid({ thumbnails, classNames }: ThumbnailGridProps): ReactElement | null {
  const canvas = useRef<HTMLCanvasElement>(null);
  const count = Math.min(thumbnails.labels.length, COLUMNS * MOST_ROWS);
  const columns = Math.min(COLUMNS, count);
  const rows = Math.ceil(count / COLUMNS);
  const gap = Math.ceil(thumbnails.width * GAP);
  const [stepX, stepY] = [thumbnails.width + gap, thumbnails.height + gap];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    for (let i = 0; i < count; i++) {
      const left = (i % COLUMNS) * stepX;
      const top = Math.floor(i / COLUMNS) * stepY;
      context.putImageData(inkOf(thumbnails, i), left, top);
    }
  }, [thumbnails, count, stepX, stepY]);
  if (count === 0) return null;
  const labels = [...thumbnails.labels.subarray(0, count)].map((label) => classNames[label]);
  return (
    <canvas
      ref={canvas}
      className={styles.thumbnails}
      width={columns * stepX - gap}
      height={rows * stepY - gap}
      style={{
        width: `${columns * 10}%`,
        imageRendering: thumbnails.width <= PIXELATED_WIDTH ? 'pixelated' : 'auto',
      }}
      role="img"
      aria-label={`Pictures of the classes ${labels.join(', ')}`}
    />
  );
}

/** Grey values as opacity of black; the style sheet turns it white on a dark ground. */
function inkOf({ width, height, pixels }: Thumbnails, index: number): ImageData {
  const image = new ImageData(width, height);
  const first = index * width * height;
  for (let i = 0; i < width * height; i++) image.data[i * 4 + 3] = pixels[first + i] ?? 0;
  return image;
}
