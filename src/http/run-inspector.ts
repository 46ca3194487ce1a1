/**
 * Runs `aksept inspect --json` on a text, in a process of its own: a text of a browser can cost the
 * inspector seconds, and the terminals' event loop must not pay for it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { HttpError } from './error.ts';

/** Beside the compiled server; a server that runs from the sources starts what was built of them. */
const [CLI = ''] = ['../cli.js', '../../dist/cli.js'].map((path) => join(import.meta.dirname, path)).filter((path) => existsSync(path));
const TIME_MS = 10_000;
const HEAP_MIB = 192;
const OUTPUT_BYTES_MAX = 8 * 1_048_576;
const ERROR_CHARS_MAX = 2_000;
/** At once; further ones are refused. */
const RUNS_MAX = 2;
/** Behind terminals, when processors are short. */
const NICE = 10;

export interface InspectorOptions {
  /** A shipped dialect; empty: found out. */
  readonly dialect: string;
  /** Empty: found out. */
  readonly header: string;
}

let running = 0;

function argumentsOf({ dialect, header }: InspectorOptions): readonly string[] {
  return [...(dialect === '' ? [] : ['--dialect', dialect]), ...(header === '' ? [] : ['--header', header])];
}

/**
 * Resolves with the JSON that the command prints. Rejects with an HttpError: 422 when the text holds
 * no message or takes too long, 503 when too many run.
 */
export async function runInspector(text: string, options: InspectorOptions, cli: string = CLI): Promise<string> {
  if (running >= RUNS_MAX) throw new HttpError('busy', 'Other texts are being inspected now; try again in some seconds.');
  running += 1;
  try {
    return await inspect(text, options, cli);
  } finally {
    running -= 1;
  }
}

function inspect(text: string, options: InspectorOptions, cli: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [`--max-old-space-size=${HEAP_MIB}`, cli, 'inspect', '--json', ...argumentsOf(options), '-'];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: TIME_MS, killSignal: 'SIGKILL' });
    if (child.pid !== undefined) setPriority(child.pid, NICE);
    const output: Buffer[] = [];
    let outputBytes = 0;
    let error = '';
    child.stdout.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
      if (outputBytes <= OUTPUT_BYTES_MAX) output.push(chunk);
      else child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (error.length < ERROR_CHARS_MAX) error += chunk.toString();
    });
    // It may end without reading.
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (outputBytes > 0 && signal === null) resolve(Buffer.concat(output).toString());
      else if (signal !== null) reject(new HttpError('tooMuchToInspect', 'The text takes too long to inspect; paste fewer messages.'));
      else reject(new HttpError('noMessage', sentenceOf(error)));
    });
    child.stdin.end(text);
  });
}

/** `aksept: standard input holds …` → `The text holds …`. */
function sentenceOf(error: string): string {
  const line = error.split('\n').find((each) => each.startsWith('aksept: ')) ?? '';
  const sentence = line.slice('aksept: '.length).replace(/^standard input/, 'The text');
  return sentence === '' ? 'The text cannot be inspected; paste one message.' : sentence;
}
