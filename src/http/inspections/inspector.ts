/**
 * Runs the inspector of `aksept inspect --json` on texts, in processes beside the server: a text of a
 * browser can cost the inspector seconds, and the terminals' event loop must not pay for it.
 */
import { HttpError } from '../error.ts';
import { lineOf } from '../jobs/lines.ts';
import { ResidentProcesses, type ResidentProgram } from '../jobs/resident-processes.ts';
import type { SideEnd } from '../jobs/side-process.ts';
import type { SideProcesses } from '../jobs/side-processes.ts';
import { type AnswerHead, answerReader } from './answer-frame.ts';
import type { InspectorOptions, InspectRequest } from './inspect-request.ts';

/** At once; further ones are refused. */
const RUNS_MAX = 2;

const PROGRAM: ResidentProgram = {
  file: 'http/inspections/process.js',
  limits: { processorMs: 30_000, timeMs: 4 * 60_000, heapMib: 192, outputBytesMax: 8 * 1_048_576 },
  processesMax: RUNS_MAX,
  waitingMax: RUNS_MAX,
  requestsMax: 500,
  idleMs: 60_000,
};

export class Inspector {
  readonly #processes: ResidentProcesses;
  #requests = 0;

  /** `program`: for tests. */
  constructor(processes: SideProcesses, program: ResidentProgram = PROGRAM) {
    this.#processes = new ResidentProcesses(processes, program);
  }

  /** Processes now, with or without a text. */
  get processes(): number {
    return this.#processes.count;
  }

  /**
   * Resolves with the JSON that the command prints. Rejects with an HttpError: 422 when the text
   * holds no message or takes too long, 503 when too many run.
   */
  async run(text: string, { dialect, header, nearMs }: InspectorOptions): Promise<Buffer> {
    this.#requests += 1;
    const request: InspectRequest = { id: this.#requests, text, dialect, header, nearMs };
    const { head, content } = await this.#answer(request);
    if (head.refused) throw new HttpError('noMessage', content.toString());
    return content;
  }

  #answer(request: InspectRequest): Promise<{ readonly head: AnswerHead; readonly content: Buffer }> {
    return new Promise((resolve, reject) => {
      const onOutput = answerReader((head, content) => {
        if (head?.id !== request.id) return process?.kill();
        process?.release();
        resolve({ head, content });
      });
      const process = this.#processes.take({ onOutput, onEnd: (end) => reject(errorOf(end)) });
      if (process === undefined) reject(new HttpError('busy', 'Other texts are being inspected now; try again in some seconds.'));
      else process.send(lineOf(request));
    });
  }
}

/** Of a process that ended before it answered. An exception ends it, too. */
function errorOf({ kind }: SideEnd): HttpError {
  return kind === 'ended' || kind === 'killed'
    ? new HttpError('noMessage', 'The text cannot be inspected; paste one message.')
    : new HttpError('tooMuchToInspect', 'The text takes too long to inspect; paste fewer messages.');
}
