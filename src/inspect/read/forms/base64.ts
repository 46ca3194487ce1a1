/** Base64 and base64url: alone, wrapped over lines, or a word of a log line, of JSON or of a URL. */
import { type InputChunk, inputChunk } from '../../input/input-chunk.ts';
import { HEX_MESSAGES_MAX } from '../../input/input-limits.ts';
import { InputError } from '../../input/notes.ts';
import { type FormReader, formReading } from './form.ts';

const WORD = /(?<![\w+/-])[\w+/-]{16,}={0,2}(?![\w+/=-])/g;
/** Characters of a word that is tried. */
const WORD_MIN = 16;
const WHOLE_LINE = /^[\w+/-]+={0,2}$/;
/** The characters + / = of base64 in a URL. */
const PERCENT = /%(2b|2f|3d)/gi;
const ONLY_HEX = /^[0-9a-f]*$/i;

/** The bytes of base64 or base64url, with or without padding; undefined if it is neither. */
export function base64Bytes(text: string): Buffer | undefined {
  const digits = text.replace(/={0,2}$/, '');
  if (digits.length % 4 === 1 || !/^[\w+/-]+$/.test(digits)) return undefined;
  return Buffer.from(digits, 'base64');
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/** Lines of one block that are base64 and nothing else: wrapped, or each a message of its own. */
function chunksOfBlock(block: readonly Line[]): readonly InputChunk[] {
  const isWrapped = block.every(({ text }, index) => index === block.length - 1 || (text.length % 4 === 0 && !text.endsWith('=')));
  const label = `line ${block[0]?.number}`;
  const offsets: number[] = [];
  let length = 0;
  const parts = block.flatMap(({ text }) => {
    const bytes = base64Bytes(text);
    if (bytes === undefined) return [];
    offsets.push(length);
    length += bytes.length;
    return [bytes];
  });
  if (parts.length < block.length) return [];
  if (isWrapped) return [inputChunk(Buffer.concat(parts), label, offsets)];
  return parts.map((bytes, index) => inputChunk(bytes, `line ${block[index]?.number}`));
}

export const readBase64: FormReader = (text, source) => {
  const chunks: InputChunk[] = [];
  let block: Line[] = [];
  const close = (): void => {
    if (block.length > 0 && !block.every((line) => ONLY_HEX.test(line.text))) chunks.push(...chunksOfBlock(block));
    block = [];
  };
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim().replaceAll(PERCENT, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
    const isWhole = WHOLE_LINE.test(line) && (block.length > 0 || line.length >= WORD_MIN);
    if (isWhole) {
      block.push({ text: line, number: index + 1 });
      continue;
    }
    close();
    if (line.length < WORD_MIN) continue;
    for (const word of line.match(WORD) ?? []) {
      const bytes = ONLY_HEX.test(word) ? undefined : base64Bytes(word);
      if (bytes !== undefined) chunks.push(inputChunk(bytes, `line ${index + 1}`));
    }
  }
  close();
  // Words of a long text look like base64; only the first can be tried.
  if (chunks.length > HEX_MESSAGES_MAX)
    throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} words of base64; give a part of it.`);
  return chunks.length === 0 ? undefined : formReading({ chunks });
};
