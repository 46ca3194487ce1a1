/**
 * Remembers whether parts of an input are messages: each kind of length header that is tried cuts the
 * same parts, and so does the one that was chosen.
 */
import type { IsMessage } from './framing.ts';

/** Beyond it nothing more is kept: each offset of a large input may be asked. */
const ANSWERS_MAX = 20_000;

/** The same answers, each found once. The parts must be views of inputs that do not change. */
export function remembered(isMessage: IsMessage): IsMessage {
  const known = new Map<ArrayBufferLike, Map<string, boolean>>();
  let kept = 0;
  return (bytes, whole = false) => {
    const answers = known.get(bytes.buffer) ?? new Map<string, boolean>();
    const key = `${bytes.byteOffset}+${bytes.length}${whole ? ' whole' : ''}`;
    const found = answers.get(key);
    if (found !== undefined) return found;
    const answer = isMessage(bytes, whole);
    if (kept < ANSWERS_MAX) {
      kept += 1;
      known.set(bytes.buffer, answers.set(key, answer));
    }
    return answer;
  };
}
