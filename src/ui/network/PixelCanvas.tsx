import { type ReactElement, useEffect, useRef } from 'react';

interface PixelCanvasProps {
  readonly width: number;
  readonly height: number;
  /** RGBA, row-major. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly className?: string | undefined;
  /** What is seen; without it the picture is decoration. */
  readonly label?: string;
}

/** A small picture, one pixel a number; CSS makes it as large as it should be. */
export function PixelCanvas(props: PixelCanvasProps): ReactElement {
  const { width, height, pixels, className, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, width, height]);
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return <canvas ref={canvas} width={width} height={height} className={className} {...named} />;
}
