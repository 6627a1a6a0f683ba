/** Dots an inch that print asks of pictures. */
const DOTS_PER_INCH = 300;

/** A figure as a picture at the resolution of print. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(inches(svg, 'width') * DOTS_PER_INCH);
    canvas.height = Math.round(inches(svg, 'height') * DOTS_PER_INCH);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser has no canvas to draw the figure on.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await blobOf(canvas);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** As the figure says it; the image's own size is rounded to pixels of the screen. */
function inches(svg: string, side: 'width' | 'height'): number {
  const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  return Number.parseFloat(documentElement.getAttribute(side) ?? '');
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The browser could not write the figure as PNG.'));
    }, 'image/png');
  });
}
