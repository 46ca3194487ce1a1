/** The outcomes of a run with the response codes that were received for them, for tables. */
import { OUTCOMES } from '../../protocol/outcome.ts';
import type { Report } from './report.ts';

export interface ReceivedCount {
  /** DE39 as received. */
  readonly code: string;
  readonly count: number;
  /** The codec has an outcome for the code. */
  readonly isKnown: boolean;
}

export interface CountedOutcome {
  readonly row: (typeof OUTCOMES)[number];
  readonly count: number;
  /** DE39 of all its answers; '' when there were several, or none on this wire. */
  readonly code: string;
  /** Its codes, most frequent first, when there is more to say of them than `code`. */
  readonly codes: readonly ReceivedCount[];
}

/** False for a codec without DE39, such as protobuf: such a report has no column for it. */
export function hasCodes({ responseCodes }: Report): boolean {
  return Object.keys(responseCodes).length > 0;
}

/** Outcomes that occurred, most frequent first. */
export function countedOutcomes({ outcomes, responseCodes, unknownCodes }: Report): readonly CountedOutcome[] {
  const counted = OUTCOMES.filter(({ name }) => outcomes[name] > 0).map((row) => {
    const received = Object.entries(responseCodes[row.name] ?? {})
      .map(([code, count]) => ({ code, count, isKnown: unknownCodes[code] === undefined }))
      .sort((one, other) => other.count - one.count);
    const [only] = received;
    const code = received.length === 1 && only !== undefined ? only.code : '';
    const codes = received.length > 1 || received.some(({ isKnown }) => !isKnown) ? received : [];
    return { row, count: outcomes[row.name], code, codes };
  });
  return counted.sort((one, other) => other.count - one.count);
}
