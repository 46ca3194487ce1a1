/**
 * Answers of the process of the inspector: a line of JSON that says how many bytes follow, and the
 * bytes. They are passed on as they are: parsing megabytes of JSON would hold the event loop.
 */
import { z } from 'zod';

const ANSWER_HEAD = z.object({
  /** Of the request. */
  id: z.number(),
  /** The bytes are one sentence that says why the text cannot be inspected. */
  refused: z.boolean(),
  bytes: z.int().min(0),
});

export type AnswerHead = z.infer<typeof ANSWER_HEAD>;

/** Of a line that the process wrote by itself. */
const HEAD_BYTES_MAX = 200;
const LINE_END = 0x0a;

export function answerFrame(id: number, refused: boolean, text: string): string {
  const head: AnswerHead = { id, refused, bytes: Buffer.byteLength(text) };
  return `${JSON.stringify(head)}\n${text}`;
}

function headOf(line: Buffer): AnswerHead | undefined {
  try {
    return ANSWER_HEAD.parse(JSON.parse(line.toString()));
  } catch {
    return undefined;
  }
}

/** Takes the chunks of one answer. `onAnswer` is called once: with undefined for what is no answer. */
export function answerReader(onAnswer: (head: AnswerHead | undefined, content: Buffer) => void): (chunk: Buffer) => void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let head: AnswerHead | undefined;
  let headBytes = 0;
  let isOver = false;
  const end = (answer: AnswerHead | undefined, content: Buffer): void => {
    isOver = true;
    onAnswer(answer, content);
  };
  /** The head may arrive in pieces. */
  const readHead = (): void => {
    const begin = Buffer.concat(chunks);
    const length = begin.indexOf(LINE_END);
    if (length < 0 && bytes <= HEAD_BYTES_MAX) return;
    head = length < 0 ? undefined : headOf(begin.subarray(0, length));
    headBytes = length + 1;
    if (head === undefined) end(undefined, begin);
  };
  return (chunk) => {
    if (isOver) return;
    chunks.push(chunk);
    bytes += chunk.length;
    if (head === undefined) readHead();
    if (head !== undefined && bytes >= headBytes + head.bytes) {
      end(head, Buffer.concat(chunks).subarray(headBytes, headBytes + head.bytes));
    }
  };
}
