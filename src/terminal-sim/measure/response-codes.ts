/** Counts response codes (DE39) as they were received, by outcome. Memory is bounded. */
import type { Outcome } from '../../protocol/outcome.ts';

/** Code as received → how often. */
export type CodeCounts = Readonly<Record<string, number>>;
/** Outcomes without a code are left out. */
export type ResponseCodeCounts = Readonly<Partial<Record<Outcome, CodeCounts>>>;

/** So many different codes are counted separately; all others are counted together. */
const CODES_MAX = 50;
const OTHER_CODES = 'others';

/** Counts codes of any kind. */
export class CodeTally {
  readonly #counts = new Map<string, number>();

  add(code: string, count = 1): void {
    const kept = this.#counts.has(code) || this.#counts.size < CODES_MAX ? code : OTHER_CODES;
    this.#counts.set(kept, (this.#counts.get(kept) ?? 0) + count);
  }

  addAll(counts: CodeCounts): void {
    for (const [code, count] of Object.entries(counts)) this.add(code, count);
  }

  counts(): CodeCounts {
    return Object.fromEntries(this.#counts);
  }

  reset(): void {
    this.#counts.clear();
  }
}

/** Counts codes by the outcome that they were read as. */
export class ResponseCodeTally {
  readonly #outcomes = new Map<Outcome, CodeTally>();

  add(outcome: Outcome, code: string): void {
    this.#of(outcome).add(code);
  }

  addAll(counts: ResponseCodeCounts): void {
    for (const [outcome, codes] of Object.entries(counts)) this.#of(outcome as Outcome).addAll(codes);
  }

  counts(): ResponseCodeCounts {
    return Object.fromEntries([...this.#outcomes].map(([outcome, codes]) => [outcome, codes.counts()]));
  }

  reset(): void {
    this.#outcomes.clear();
  }

  #of(outcome: Outcome): CodeTally {
    let codes = this.#outcomes.get(outcome);
    if (codes === undefined) {
      codes = new CodeTally();
      this.#outcomes.set(outcome, codes);
    }
    return codes;
  }
}
