import { type ReactElement, useEffect, useState } from 'react';
import styles from './layout.module.css';
import { takeFiles } from './store/takeFiles.ts';
import { useStores } from './stores.ts';

/** Takes files dropped anywhere on the page. */
export function DropTarget(): ReactElement | null {
  const stores = useStores();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // Only leaving the window ends it; moving between elements fires the same event.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void takeFiles([...(event.dataTransfer?.files ?? [])], stores);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [stores]);
  return over ? (
    <div className={styles.drop}>
      Drop data (IDX, CSV, .npz), run records (.json) or weights (.safetensors)
    </div>
  ) : null;
}
