/** Lines of JSON between the server and a process beside it. */
import { StringDecoder } from 'node:string_decoder';

/** Calls `onLine` with each value as its line is complete. What is no JSON is left out. */
export function lineReader(onLine: (value: unknown) => void): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (chunk) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const value = parsed(line);
      if (value !== undefined) onLine(value);
    }
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
