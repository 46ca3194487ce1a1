/** A line of the audit, and where it goes. */

export interface AuditLine {
  /** `token NAME`, `certificate COMMON NAME`, `loopback`, or `unknown`. */
  readonly who: string;
  readonly address: string;
  readonly method: string;
  /** As it is declared: without tokens of cards. */
  readonly route: string;
  /** The operationId of /openapi.json; empty for other paths. */
  readonly operation: string;
  /** Masked PAN, or how many cards; empty when that is not known. */
  readonly subject: string;
  /** Of the card that the path names, or empty. */
  readonly cardToken: string;
  readonly status: number;
  /** The request was carried out before, and its answer was given again. */
  readonly repeated: boolean;
  readonly requestId: string;
}

export interface Audit {
  /** Each transaction gets a line, too; the journal has them in any case. */
  readonly transactions: boolean;
  note(line: AuditLine): void;
}

export const NO_AUDIT: Audit = { transactions: false, note: () => {} };
