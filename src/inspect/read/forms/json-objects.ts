/** Finds the JSON objects of a text: the whole text, or objects between other text, as in a log. */

export interface JsonObject {
  readonly value: unknown;
  /** Index of its first character. */
  readonly at: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message may quote the text, so it is dropped.
    return undefined;
  }
}

/** Balanced braces, outermost first; a brace that nothing closes does not count. One pass. */
function ranges(text: string): readonly Range[] {
  const closed: Range[] = [];
  const open: number[] = [];
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      // A string does not span lines: the quote was none of JSON.
      else if (code === 0x22 || code === 0x0a) inString = false;
    } else if (code === 0x22) inString = open.length > 0;
    else if (code === 0x7b) open.push(at);
    else if (code === 0x7d) {
      const from = open.pop();
      if (from === undefined) continue;
      while ((closed.at(-1)?.from ?? -1) > from) closed.pop();
      closed.push({ from, to: at + 1 });
    }
  }
  return closed;
}

export function jsonObjects(text: string): readonly JsonObject[] {
  const whole = parse(text);
  if (whole !== undefined) return [{ value: whole, at: 0 }];
  return ranges(text).flatMap(({ from, to }) => {
    const value = parse(text.slice(from, to));
    return value === undefined ? [] : [{ value, at: from }];
  });
}
