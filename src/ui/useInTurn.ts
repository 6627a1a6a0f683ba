import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { drawingTurns } from './turns.ts';

/** The newest value once the caller's turn to draw has come; null before the first. What is drawn of it is drawn within the turn. */
export function useInTurn<T>(value: T): T | null {
  const [shown, setShown] = useState<T | null>(null);
  const newest = useRef(value);
  const [draw] = useState(() => () => flushSync(() => setShown(newest.current)));
  useEffect(() => {
    newest.current = value;
    drawingTurns.ask(draw);
  }, [value, draw]);
  useEffect(() => () => drawingTurns.leave(draw), [draw]);
  return shown;
}
