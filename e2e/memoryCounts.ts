import type { CDPSession, Page } from 'playwright/test';

/** What the page, its worker and the GPU device hold, garbage left out. */
export interface Held {
  /** Bytes of JavaScript. */
  readonly page: number;
  readonly worker: number;
  readonly nodes: number;
  readonly listeners: number;
  /** GPU buffers that were made and not destroyed, but for those that results come back by, which are counted by themselves. */
  readonly buffers: number;
  readonly bufferBytes: number;
  readonly staging: number;
}

interface CountingWorker {
  readonly heldByGpu: {
    readonly buffers: number;
    readonly bytes: number;
    readonly staging: number;
  };
}

/** Runs in the worker before its own script: nobody but the device knows of every buffer. */
const COUNT_BUFFERS = `(() => {
  const held = { buffers: 0, bytes: 0, staging: 0 };
  self.heldByGpu = held;
  if (!self.GPUDevice) return;
  const living = new WeakMap();
  const count = ({ label = '', size }, change) => {
    if (label.startsWith('staging')) held.staging += change;
    else {
      held.buffers += change;
      held.bytes += change * size;
    }
  };
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    living.set(buffer, descriptor);
    count(descriptor, 1);
    return buffer;
  };
  const { destroy } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function () {
    if (living.has(this)) count(living.get(this), -1);
    living.delete(this);
    return destroy.call(this);
  };
})();
`;

/** Counts what a page holds; to be made before the page is opened. */
export class MemoryCounts {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #answers = new Map<number, (result: unknown) => void>();
  #worker: string | null = null;
  #asked = 0;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') this.#worker = sessionId;
    });
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result: unknown };
      if (id !== undefined) this.#answers.get(id)?.(result);
    });
  }

  static async of(page: Page): Promise<MemoryCounts> {
    await page.route('**/trainer.worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: COUNT_BUFFERS + (await response.text()) });
    });
    const session = await page.context().newCDPSession(page);
    const counts = new MemoryCounts(page, session);
    const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
    await session.send('Target.setAutoAttach', attach);
    await session.send('Performance.enable');
    return counts;
  }

  async held(): Promise<Held> {
    const worker = await this.#heapOfWorker();
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    const [thread] = this.#page.workers();
    const gpu = await thread?.evaluate(() => (globalThis as unknown as CountingWorker).heldByGpu);
    return {
      page: usedSize,
      worker,
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      buffers: gpu?.buffers ?? Number.NaN,
      bufferBytes: gpu?.bytes ?? Number.NaN,
      staging: gpu?.staging ?? Number.NaN,
    };
  }

  async #heapOfWorker(): Promise<number> {
    await this.#askWorker('HeapProfiler.collectGarbage');
    const { usedSize } = (await this.#askWorker('Runtime.getHeapUsage')) as { usedSize: number };
    return usedSize;
  }

  #askWorker(method: string): Promise<unknown> {
    const sessionId = this.#worker;
    if (sessionId === null) throw new Error('The page has no worker yet: open it first.');
    const id = ++this.#asked;
    const message = JSON.stringify({ id, method, params: {} });
    return new Promise((resolve, reject) => {
      this.#answers.set(id, resolve);
      this.#session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
  }
}
