import type { Page } from 'playwright/test';

/** Drops files on the page, as from a folder. */
export async function drop(
  page: Page,
  files: readonly { name: string; buffer: Buffer }[],
): Promise<void> {
  const dropped = await page.evaluateHandle(
    (contents) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of contents)
        transfer.items.add(new File([Uint8Array.from(bytes)], name));
      return transfer;
    },
    files.map(({ name, buffer }) => ({ name, bytes: [...buffer] })),
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
}
