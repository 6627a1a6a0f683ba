import { useEffect, useState } from 'react';

/**
 * Calls `act` once the browser has painted the next frame: what takes a while to draw then does not stand between a
 * press and its answer. Returns a function that takes the call back.
 */
export function afterPaint(act: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    task = setTimeout(act);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
}

/** The value once a frame was painted since it changed. React's deferred values starve while every frame brings new records. */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(value);
  useEffect(() => afterPaint(() => setPainted(value)), [value]);
  return painted;
}
