/** What browsers say of the machine's memory, in GiB: a power of two that is no more than there is, and capped. */
interface TellingNavigator {
  readonly deviceMemory?: number;
}

/** The browser, the page and the data themselves need the rest. */
const SHARE = 3 / 4;

/**
 * Bytes that a race may take where its engine computes in the machine's own memory: a guess. null where the browser does
 * not say how much there is.
 */
export function hostMemory(): number | null {
  // Tests run in a Node that has none.
  const machine = globalThis.navigator as TellingNavigator | undefined;
  const deviceMemory = machine?.deviceMemory;
  return deviceMemory === undefined ? null : SHARE * deviceMemory * 2 ** 30;
}
