/** What must not be shown of chip data (DE55): tags with card data, and what is not known at all. */
import { cardDataInBytes } from '../../cards/card-data/card-data.ts';
import { hiddenPan, type Range } from '../../cards/card-data/range.ts';
import { berTlvProblem, type TlvObject, walkBerTlv } from '../../protocol/iso8583/elements/ber-tlv.ts';
import { chipDatasets } from '../../protocol/iso8583/elements/chip-datasets.ts';
import { emvTag } from '../../protocol/iso8583/elements/emv-tags.ts';

/** Half bytes of chip data to hide. In broken data, all from the first unknown or incomplete tag. */
export function chipDataRanges(bytes: Buffer, pans: readonly string[] = []): readonly Range[] {
  const objects = walkBerTlv(bytes);
  const ranges = objects.flatMap((object) => tagRanges(object, bytes, pans));
  if (berTlvProblem(bytes) === '') return ranges;
  const datasets = chipDatasets(bytes);
  if (datasets !== undefined)
    return datasets.flatMap(({ from, to }) => walkBerTlv(bytes.subarray(from, to)).flatMap((object) => tagRanges(object, bytes, pans)));
  const unknown = objects.findIndex(({ tag }) => emvTag(tag).name === '');
  const last = objects.slice(0, unknown < 0 ? objects.length : unknown).at(-1)?.value;
  const from = last === undefined ? 0 : last.byteOffset - bytes.byteOffset + last.length;
  return [...ranges, ...cardDataInBytes(bytes, pans), { from: from * 2, to: bytes.length * 2 }];
}

function tagRanges({ tag, value, children }: TlvObject, base: Buffer, pans: readonly string[]): readonly Range[] {
  if (children !== undefined) return children.flatMap((child) => tagRanges(child, base, pans));
  const at = (value.byteOffset - base.byteOffset) * 2;
  const [digits, { mask, name }] = [value.length * 2, emvTag(tag)];
  // A tag without a name may hold anything.
  if (mask === 'none') return name === '' ? cardDataInBytes(value, pans).map(({ from, to }) => ({ from: at + from, to: at + to })) : [];
  if (mask !== 'pan') return [{ from: at, to: at + digits }];
  // Tag 5A is BCD, filled up with F.
  const filled = /f*$/.exec(value.toString('hex'))?.[0].length ?? 0;
  return [hiddenPan(at, digits - filled)];
}
