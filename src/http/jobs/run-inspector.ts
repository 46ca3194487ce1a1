/**
 * Runs `aksept inspect --json` on a text, in a process of its own: a text of a browser can cost the
 * inspector seconds, and the terminals' event loop must not pay for it.
 */
import { HttpError } from '../error.ts';
import type { SideProcesses } from './side-processes.ts';

const LIMITS = { timeMs: 10_000, heapMib: 192, outputBytesMax: 8 * 1_048_576 } as const;
/** At once; further ones are refused. */
const RUNS_MAX = 2;

export interface InspectorOptions {
  /** A shipped dialect; empty: found out. */
  readonly dialect: string;
  /** Empty: found out. */
  readonly header: string;
}

function argumentsOf({ dialect, header }: InspectorOptions): readonly string[] {
  return [...(dialect === '' ? [] : ['--dialect', dialect]), ...(header === '' ? [] : ['--header', header])];
}

export class Inspector {
  readonly #processes: SideProcesses;
  #running = 0;

  constructor(processes: SideProcesses) {
    this.#processes = processes;
  }

  /**
   * Resolves with the JSON that the command prints. Rejects with an HttpError: 422 when the text
   * holds no message or takes too long, 503 when too many run.
   */
  async run(text: string, options: InspectorOptions): Promise<string> {
    if (this.#running >= RUNS_MAX) throw new HttpError('busy', 'Other texts are being inspected now; try again in some seconds.');
    this.#running += 1;
    try {
      return await this.#inspect(text, options);
    } finally {
      this.#running -= 1;
    }
  }

  async #inspect(text: string, options: InspectorOptions): Promise<string> {
    const output: Buffer[] = [];
    const args = ['inspect', '--json', ...argumentsOf(options), '-'];
    const inspector = this.#processes.start({ file: 'cli.js', args, limits: LIMITS, onOutput: (chunk) => output.push(chunk) });
    inspector.send(text);
    inspector.endInput();
    const { kind, errorText } = await inspector.ended;
    if (kind !== 'ended') throw new HttpError('tooMuchToInspect', 'The text takes too long to inspect; paste fewer messages.');
    if (output.length > 0) return Buffer.concat(output).toString();
    throw new HttpError('noMessage', sentenceOf(errorText));
  }
}

/** `aksept: standard input holds …` → `The text holds …`. */
function sentenceOf(error: string): string {
  const line = error.split('\n').find((each) => each.startsWith('aksept: ')) ?? '';
  const sentence = line.slice('aksept: '.length).replace(/^standard input/, 'The text');
  return sentence === '' ? 'The text cannot be inspected; paste one message.' : sentence;
}
