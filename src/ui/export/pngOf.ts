/** A figure as a picture; print asks for 300 dots an inch, of line drawings for 600. */
export async function pngOf(svg: string, dotsPerInch: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(inches(svg, 'width') * dotsPerInch);
    canvas.height = Math.round(inches(svg, 'height') * dotsPerInch);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser has no canvas to draw the figure on.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await blobOf(canvas);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * As the figure says it; the image's own size is rounded to pixels of the screen. Read from the text: the page's
 * security policy lets nobody parse markup.
 */
function inches(svg: string, side: 'width' | 'height'): number {
  return Number.parseFloat(new RegExp(`<svg\\b[^>]* ${side}="([\\d.]+)in"`).exec(svg)?.[1] ?? '');
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The browser could not write the figure as PNG.'));
    }, 'image/png');
  });
}
