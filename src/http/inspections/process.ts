/**
 * The process of the inspector: reads requests from standard input, one line each, and writes an
 * answer to standard output for each. When standard input ends, the server is gone.
 */
import { lineReader } from '../jobs/lines.ts';
import { answerFrame } from './answer-frame.ts';
import { type InspectRequest, inspected } from './inspect-request.ts';

const read = lineReader((value) => {
  const request = value as InspectRequest;
  const { refused, text } = inspected(request);
  process.stdout.write(answerFrame(request.id, refused, text));
});
process.stdin.on('data', read).on('end', () => process.exit(0));
