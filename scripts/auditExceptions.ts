/** An advisory that is known and accepted for a while. */
export interface AuditException {
  /** As in the address of the advisory: GHSA-…. */
  readonly advisory: string;
  /** Why it does not concern the app, in a sentence. */
  readonly reason: string;
  /** The last day that it is accepted: YYYY-MM-DD. */
  readonly expires: string;
}

export const AUDIT_EXCEPTIONS: readonly AuditException[] = [];
