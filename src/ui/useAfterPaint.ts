import { useEffect, useState } from 'react';

/**
 * The value once the browser has painted a frame since it changed: what follows it may take a while to draw, and the
 * press that changed it is seen at once. React's deferred values starve while every frame brings new records.
 */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(value);
  useEffect(() => {
    let task: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => setPainted(value));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [value]);
  return painted;
}
