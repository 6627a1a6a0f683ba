/** How far from the edge what goes on beyond it fades, as px. */
const WIDEST = 44;

/**
 * Keeps `--fading` of a box that scrolls sideways: how wide its right edge fades, 0px once all of what it holds has been scrolled to.
 * CSS's scroll timelines would say the same, but Firefox has none.
 */
export function fadeAtEdge(box: HTMLElement): () => void {
  const update = (): void => {
    const beyond = box.scrollWidth - box.clientWidth - box.scrollLeft;
    // Positions are rounded: less than a whole pixel may always be left.
    const fading = beyond < 1 ? 0 : Math.min(WIDEST, beyond);
    box.style.setProperty('--fading', `${fading}px`);
  };
  const sizes = new ResizeObserver(update);
  sizes.observe(box);
  for (const child of box.children) sizes.observe(child);
  box.addEventListener('scroll', update, { passive: true });
  return () => {
    sizes.disconnect();
    box.removeEventListener('scroll', update);
  };
}
