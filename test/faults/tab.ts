import { expose } from 'comlink';
import { vi } from 'vitest';
import type { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { Random } from '../../src/maths/random.ts';
import { openLibrary } from '../../src/ui/library/library.ts';
import type { RunStorage } from '../../src/ui/library/runStorage.ts';
import {
  type MemoryRunStorage,
  memoryRunStorage,
} from '../../src/ui/library/testing/memoryRunStorage.ts';
import { weightsReader } from '../../src/ui/library/weightsReader.ts';
import { createLab, type Lab } from '../../src/ui/store/lab.ts';
import { allRuns, isOver, type LabRun } from '../../src/ui/store/labState.ts';
import { createSettingsStore } from '../../src/ui/store/settingsStore.ts';
import { openCpuEngine } from '../../src/worker/cpuEngine.ts';
import { createTrainerClient } from '../../src/worker/trainerClient.ts';
import { TrainerSession } from '../../src/worker/trainerSession.ts';
import { type MemoryCheckpoints, memoryCheckpoints } from '../support/memoryCheckpoints.ts';
import { losable, mortal, settings, table } from './world.ts';

/** What of a browser outlives its tabs. */
export class Disk {
  readonly checkpoints: MemoryCheckpoints = memoryCheckpoints();
  readonly runs: MemoryRunStorage = memoryRunStorage();
}

/** Says of a worker by its lock's name when it is gone. */
const lives = new Map<string, Promise<void>>();

/** A worker as its page sees it: behind a port, with a lock that shows that it lives. */
class ThreadlessWorker {
  readonly #port: MessagePort;
  readonly #disk: Disk;
  readonly #id: string;
  readonly #end: () => void;
  #dead = false;
  loseDevice: (submissions: number) => void = () => undefined;

  constructor(disk: Disk, name: string) {
    this.#disk = disk;
    const { id, baseUrl } = JSON.parse(name) as { id: string; baseUrl: string };
    this.#id = id;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    let end = () => {};
    lives.set(
      id,
      new Promise((resolve) => {
        end = resolve;
      }),
    );
    this.#end = end;
    const checkpoints = mortal(disk.checkpoints, () => this.#dead);
    const session = new TrainerSession(baseUrl, checkpoints, async (_choice, onError) => {
      const engine = openCpuEngine(null);
      this.loseDevice = losable(engine.backend as CpuBackend, onError);
      return engine;
    });
    expose(session, port2);
    port1.start();
    port2.postMessage({ alive: id });
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }
  addEventListener(kind: string, listener: EventListener): void {
    this.#port.addEventListener(kind, listener);
  }
  removeEventListener(kind: string, listener: EventListener): void {
    this.#port.removeEventListener(kind, listener);
  }

  /** Nothing of it happens any more; the page finds out by its lock where there is a page. */
  kill(told: boolean): void {
    this.#dead = true;
    this.#port.close();
    this.#disk.checkpoints.releaseAll();
    if (told) this.#end();
    // What waits for it holds its whole page.
    lives.delete(this.#id);
  }
}

/** A turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** The page of the app without its pictures: the real lab, library and client of the worker, on a disk of its own. */
export class Tab {
  readonly lab: Lab;
  /** Every sentence that the page ever showed as an error. */
  readonly said = new Set<string>();
  readonly #pagehide: (() => void)[] = [];
  #worker: ThreadlessWorker | null = null;
  #dead = false;

  private constructor(disk: Disk) {
    const keep = (worker: ThreadlessWorker) => {
      this.#worker = worker;
    };
    vi.stubGlobal('location', { href: 'http://localhost/' });
    vi.stubGlobal('navigator', {
      locks: { request: (id: string, then: () => void) => lives.get(id)?.then(then) },
    });
    vi.stubGlobal(
      'Worker',
      class extends ThreadlessWorker {
        constructor(_url: URL, { name }: { name: string }) {
          super(disk, name);
          keep(this);
        }
      },
    );
    vi.stubGlobal('addEventListener', (_kind: string, listener: () => void) =>
      this.#pagehide.push(listener),
    );
    const store = createSettingsStore(() => ({
      getItem: () => null,
      setItem: () => undefined,
      removeItem: () => undefined,
    }));
    store.getState().replace(settings);
    const trainer = createTrainerClient();
    this.lab = createLab(trainer, store);
    this.lab.store.subscribe(({ errors }) => {
      for (const { error } of errors) this.said.add(error.message);
    });
    openLibrary({
      lab: this.lab,
      storage: this.#storage(disk.runs),
      readWeights: weightsReader(trainer),
    });
  }

  /** Opens the page, as far as what it finds: the runs of earlier visits, and a race to resume. */
  static async open(disk: Disk): Promise<Tab> {
    const tab = new Tab(disk);
    await tab.lab.open();
    return tab;
  }

  async chooseFiles(): Promise<void> {
    await this.lab.addFiles([new File([table.bytes as Uint8Array<ArrayBuffer>], table.name)]);
  }

  get runs(): readonly LabRun[] {
    return allRuns(this.lab.store.getState());
  }

  get over(): boolean {
    const runs = this.lab.store.getState().race?.runs ?? [];
    return runs.length > 0 && runs.every(isOver);
  }

  /** Trains to the end as a restless user does: single steps, now and then running for a moment, and pauses between. */
  async drive(random: Random): Promise<void> {
    while (!this.over) {
      if (random.integer(8) > 0) await this.lab.step();
      else await this.lab.start();
      // Of a race that is over the page offers no pause.
      if (!this.over) await this.lab.pause();
    }
  }

  /** Takes up what the page offers, and trains to the end. */
  async resumeToTheEnd(): Promise<void> {
    await this.lab.resume(null);
    while (!this.over) await turn();
  }

  /** Whether the page offers to resume a race, once it has had the time to look. */
  async offersToResume(): Promise<boolean> {
    for (let turns = 0; turns < 50; turns++) {
      if (this.lab.store.getState().interrupted) return true;
      await turn();
    }
    return false;
  }

  /** At the nth submission from now on. */
  loseDeviceAfter(submissions: number): void {
    this.#worker?.loseDevice(submissions);
  }

  /** The browser ends the worker; the page lives on. */
  killWorker(): void {
    this.#worker?.kill(true);
  }

  /** The tab is closed or reloaded: the page still hears of it, and then everything of it is gone. */
  leave(): void {
    for (const listener of this.#pagehide) listener();
    this.#worker?.kill(false);
    // What the page began to write as it was left the browser still writes.
    setTimeout(() => {
      this.#dead = true;
    });
  }

  /** The tab crashes. */
  crash(): void {
    this.#dead = true;
    this.#worker?.kill(false);
  }

  /** A page that is gone stores nothing more. */
  #storage(runs: RunStorage): RunStorage {
    return new Proxy(runs, {
      get: (target, key: keyof RunStorage) => {
        const own = target[key] as (...given: unknown[]) => Promise<unknown>;
        return (...given: unknown[]) =>
          this.#dead ? new Promise(() => undefined) : own.apply(target, given);
      },
    });
  }
}
