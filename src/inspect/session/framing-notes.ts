/** What the notes say about bytes of a stream that are no messages. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { Mark } from '../input/input-chunk.ts';
import { markAt } from '../input/input-chunk.ts';
import { type Notes, pluralize } from '../input/notes.ts';
import { type Cut, type CutStream, payload } from '../read/framing.ts';
import { isEtxWithoutLrc, nameOfRest, restWords } from '../read/rest.ts';

export interface CutInput {
  /** The source and the chunk, for the beginning of each sentence. */
  readonly where: string;
  readonly bytes: Buffer;
  /** The packets of a TCP stream; empty for other chunks. */
  readonly marks: readonly Mark[];
  readonly kind: HeaderKind;
}

function placeOf({ marks }: CutInput, offset: number): string {
  const packet = markAt(marks, offset)?.packet;
  return packet === undefined ? `at byte ${offset}` : `in packet ${packet}`;
}

/** The message before an offset, without its header; empty if there is none. */
function messageBefore({ bytes, kind }: CutInput, cuts: readonly Cut[], offset: number): Buffer {
  const cut = cuts.findLast((one) => one.offset < offset);
  return cut === undefined ? Buffer.alloc(0) : payload(bytes, kind, cut);
}

function skippedSentence(input: CutInput, cuts: readonly Cut[], { offset, byteCount }: CutStream['skipped'][number]): string {
  const name = nameOfRest(input.bytes.subarray(offset, offset + byteCount), messageBefore(input, cuts, offset));
  const words = name === '' ? '' : ` (${name})`;
  return `${pluralize(byteCount, 'byte')} ${placeOf(input, offset)} belong to no message behind a ${input.kind.description}${words}; they are left out.`;
}

/** What follows the last message: something known, a part of a header, or neither. */
function lastWords(input: CutInput, cuts: readonly Cut[], { offset, byteCount }: NonNullable<CutStream['rest']>): string {
  const { bytes, kind } = input;
  const rest = bytes.subarray(offset, offset + byteCount);
  const before = messageBefore(input, cuts, offset);
  const announced = byteCount === kind.bytes ? kind.read(rest, 0) : -1;
  const headerAlone = `${pluralize(byteCount, 'byte')}: a ${kind.description} that announces ${pluralize(announced, 'byte')}, none of which is there`;
  if (announced > 0 && isEtxWithoutLrc(rest, before)) return `${headerAlone}, or ETX and a check character`;
  if (nameOfRest(rest, before) !== '') return restWords(rest, before);
  if (byteCount < kind.bytes) return `${pluralize(byteCount, 'byte')}, which may be the beginning of a ${kind.description}`;
  return announced > 0 ? headerAlone : `${restWords(rest, before)} that begin no message behind a ${kind.description}`;
}

function cutSentence(input: CutInput, { offset, byteCount, announced }: Cut, isOnly: boolean): string {
  const which = isOnly ? 'the message' : 'the last message';
  return `${which}, ${placeOf(input, offset)}, is cut: its ${input.kind.description} announces ${pluralize(announced, 'byte')}, and ${byteCount} are there; ${pluralize(announced - byteCount, 'byte')} ${announced - byteCount === 1 ? 'is' : 'are'} missing.`;
}

/** Adds a note on each part of a stream that is no whole message. */
export function noteCutStream(notes: Notes, input: CutInput, { cuts, keepAlives, skipped, rest }: CutStream): void {
  const { where, bytes, kind } = input;
  for (const span of skipped) notes.add('bytes between messages', `${where}: ${skippedSentence(input, cuts, span)}`);
  if (keepAlives > 0)
    notes.add(
      'keep-alives',
      `${where}: ${pluralize(keepAlives, 'empty message')} (keep-alive) ${keepAlives === 1 ? 'is' : 'are'} left out.`,
    );
  const last = cuts.at(-1);
  if (last !== undefined && last.byteCount < last.announced && last.offset + kind.bytes + last.byteCount === bytes.length)
    notes.add('cut messages', `${where}: ${cutSentence(input, last, cuts.length === 1)}`);
  if (rest !== undefined)
    notes.add(
      'bytes behind the last message',
      `${where}: behind the ${cuts.length === 1 ? '' : 'last '}message, ${placeOf(input, rest.offset)}, there ${rest.byteCount === 1 ? 'is' : 'are'} ${lastWords(input, cuts, rest)}.`,
    );
}
