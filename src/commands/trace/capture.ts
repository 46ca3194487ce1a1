/** `aksept trace capture`: the requests and responses of a capture as a trace. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { settingsWith } from '../../config/settings.ts';
import { BUILT_IN_PROFILES } from '../../limits/rules/profile.ts';
import { generateTestKeyRing, type KeyRing, loadKeyRing } from '../../pin/keys/key-ring.ts';
import { createPanTokenizer } from '../../pin/pan-token.ts';
import { pluralize } from '../../protocol/plural.ts';
import { terminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import { readCaptureMessages } from '../../trace/convert/capture-messages.ts';
import { fromCapture } from '../../trace/convert/from-capture.ts';
import { tracedRulesOf } from '../../trace/format/rules.ts';
import { CommandError, EXIT_CODES, note, print } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import { writeTrace } from './write-trace.ts';

export interface CaptureFlags {
  readonly codec: string;
  readonly port?: string;
  readonly keys?: string;
  readonly out: string;
  readonly balance: string;
}

const PORT_MAX = 65_535;
const MINOR_PER_NOK = 100;

function readBytes(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The ${what} ${path} cannot be read (${code}); check its path.`, EXIT_CODES.usage);
  }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= PORT_MAX) return port;
  throw new CommandError(`--port must be a whole number from 1 to ${PORT_MAX}.`, EXIT_CODES.usage);
}

/**
 * Without --keys a new ring is made: it names the cards, and no message can be deciphered with it.
 */
function keyRingOf(path: string | undefined): KeyRing {
  return path === undefined ? generateTestKeyRing(randomBytes).ring : loadKeyRing(readBytes(path, 'key ring').toString('utf8'), path);
}

export function exportCapture(path: string, flags: CaptureFlags): void {
  if (!/^\d{1,10}$/.test(flags.balance)) throw new CommandError('--balance must be a whole number of NOK.', EXIT_CODES.usage);
  checkOutputPath('--out', flags.out);
  const port = portOf(flags.port);
  const ring = keyRingOf(flags.keys);
  const wire = terminalWire(flags.codec, ring, flags.keys ?? 'the generated key ring', '--codec');
  const { messages, notes } = readCaptureMessages({ bytes: readBytes(path, 'capture'), name: path, wire, port });
  const { trace, unanswered, unmatched } = fromCapture(messages, {
    rules: tracedRulesOf(settingsWith()),
    profiles: BUILT_IN_PROFILES,
    tokenOf: createPanTokenizer(ring),
    keyRing: flags.keys === undefined ? '' : ring.id,
    release: '',
    balanceMinor: Number(flags.balance) * MINOR_PER_NOK,
  });
  for (const sentence of notes) note(sentence);
  if (trace.events.length === 0)
    throw new CommandError(`${path} holds no request with its response in ${flags.codec}; check --codec and --port.`);
  writeTrace(flags.out, trace, 'choose another path with --out');
  print(`${pluralize(trace.events.length, 'exchange')} of ${path}: ${flags.out}`);
  if (unanswered > 0) note(`${pluralize(unanswered, 'request')} without a response ${unanswered === 1 ? 'is' : 'are'} left out.`);
  if (unmatched > 0) note(`${unmatched} responses without a request are left out.`);
  note(`A capture does not contain ${trace.header.lacks.join(', ')}; a recording does (aksept serve --record).`);
}
