/** Buffers as programs print them: <Buffer 30 31 ... 12 more bytes>, <30313038 3030>. */
import { type InputChunk, inputChunk } from '../../input/input-chunk.ts';
import { HEX_MESSAGES_MAX } from '../../input/input-limits.ts';
import { InputError, Notes } from '../../input/notes.ts';
import { type FormReader, formReading } from './form.ts';
import { TextPositions } from './text-position.ts';

const START = /<(?:[A-Za-z]{0,16}Buffer )?(?=[0-9a-f]{2})/gi;
const PAIRS = /(?:[0-9a-f]{2}\s?){1,65535}/iy;
const END = /\s?(?:(\.\.\.)(?:\s?(\d{1,9}) more bytes?)?\s?)?>/y;
const BYTES_MIN = 4;

export const readPrintedBuffers: FormReader = (text, source) => {
  const notes = new Notes();
  const positions = new TextPositions(text);
  const chunks: InputChunk[] = [];
  const start = new RegExp(START);
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    PAIRS.lastIndex = start.lastIndex;
    const pairs = PAIRS.exec(text)?.[0] ?? '';
    END.lastIndex = start.lastIndex + pairs.length;
    const end = END.exec(text);
    start.lastIndex = Math.max(start.lastIndex + pairs.length, match.index + 1);
    const bytes = Buffer.from(pairs.replaceAll(/\s/g, ''), 'hex');
    if (end === null || bytes.length < BYTES_MIN) continue;
    const { line } = positions.at(match.index);
    if (end[1] !== undefined) {
      const count = end[2] === undefined ? 'bytes' : `${end[2]} bytes`;
      notes.add(
        'cut buffers',
        `${source}, line ${line}: the program that printed this buffer left out ${count}; print buffer.toString('hex') instead.`,
      );
    }
    chunks.push(inputChunk(bytes, `line ${line}`));
  }
  if (chunks.length > HEX_MESSAGES_MAX) throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} buffers; give a part of it.`);
  return chunks.length === 0 ? undefined : formReading({ chunks, notes: notes.sentences(), isCertain: true });
};
