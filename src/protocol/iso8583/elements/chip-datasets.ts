/**
 * Chip data in datasets, as some networks send it: an identifier of one byte, a length of two bytes,
 * then BER-TLV, one or more times.
 */
import { berTlvProblem } from './ber-tlv.ts';

const HEAD_BYTES = 3;

export interface ChipDataset {
  /** Two hexadecimal digits. */
  readonly id: string;
  readonly offset: number;
  /** The tags, from the start of the element. */
  readonly from: number;
  readonly to: number;
}

/** The datasets, if they fill the bytes exactly and all hold whole tags; otherwise undefined. */
export function chipDatasets(bytes: Buffer): readonly ChipDataset[] | undefined {
  const datasets: ChipDataset[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + HEAD_BYTES >= bytes.length) return undefined;
    const from = at + HEAD_BYTES;
    const to = from + bytes.readUInt16BE(at + 1);
    if (to > bytes.length || berTlvProblem(bytes.subarray(from, to)) !== '') return undefined;
    datasets.push({ id: bytes.toString('hex', at, at + 1).toUpperCase(), offset: at, from, to });
    at = to;
  }
  return datasets.length === 0 ? undefined : datasets;
}
