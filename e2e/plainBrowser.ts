import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ensureBrowser } from '../scripts/findBrowser.ts';

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * A browser as users have it, spoken to by the DevTools protocol over a pipe. Playwright keeps every page visible (it
 * emulates focus) and switches the throttling of hidden ones off: with it no tab can be hidden.
 */
export class PlainBrowser {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  constructor(args: readonly string[]) {
    this.#folder = mkdtempSync(join(tmpdir(), 'dlam-browser-'));
    const own = [
      '--headless=new',
      '--remote-debugging-pipe',
      '--no-sandbox',
      `--user-data-dir=${this.#folder}`,
    ];
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
    this.#process = spawn(ensureBrowser('whole'), [...own, ...args], { stdio: [...stdio] });
    let received = '';
    this.#reader.setEncoding('utf8').on('data', (text: string) => {
      const messages = (received + text).split('\0');
      received = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message) as Answer);
    });
  }

  /** A tab of the one window, in front of those before it. */
  async tab(address: string): Promise<PlainTab> {
    const { targetId } = await this.send<{ targetId: string }>('Target.createTarget', {
      url: address,
    });
    const { sessionId } = await this.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    return new PlainTab(this, targetId, sessionId);
  }

  send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = ++this.#asked;
    this.#writer.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result as T),
      );
    });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.send('Browser.close');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get #writer(): Writable {
    return this.#process.stdio[3] as Writable;
  }

  get #reader(): Readable {
    return this.#process.stdio[4] as Readable;
  }

  #receive(answer: Answer): void {
    if (answer.id === undefined) return;
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }
}

export class PlainTab {
  readonly #browser: PlainBrowser;
  readonly #target: string;
  readonly #session: string;

  constructor(browser: PlainBrowser, target: string, session: string) {
    this.#browser = browser;
    this.#target = target;
    this.#session = session;
  }

  /** The value of an expression, once it is settled. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#browser.send<{
      result: { value: T };
      exceptionDetails?: { text: string };
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, this.#session);
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }

  async reload(): Promise<void> {
    await this.#browser.send('Page.reload', {}, this.#session);
  }

  async toFront(): Promise<void> {
    await this.#browser.send('Target.activateTarget', { targetId: this.#target });
  }
}
