/** What `aksept serve` writes while it runs: the log, and with --show each message. */
import { createLog, type Log, START_SENTENCE } from '../../server/log.ts';
import { MessageShow, SHOW_FORMS } from '../../server/message-show.ts';
import { readableLog } from '../../server/readable-log.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { hasColor } from './announce.ts';

/** JSON lines, unless a person reads them. */
export function logFor(level: string): Log {
  const { stderr } = process;
  if (stderr.isTTY !== true) return createLog(level);
  // The block that announces the server says what its first line says.
  return createLog(level, readableLog({ color: hasColor(stderr), plain: [START_SENTENCE], write: (text) => void stderr.write(text) }));
}

/** `true`: --show without a form. Throws a CommandError. */
export function showFor(given: string | true): MessageShow {
  const form = given === true ? 'brief' : SHOW_FORMS.find((each) => each === given);
  if (form === undefined) {
    throw new CommandError(`--show is "${given}"; write --show, or --show full for the bytes of each message.`, EXIT_CODES.usage);
  }
  const { stdout } = process;
  const output = {
    write: (text: string) => void stdout.write(text),
    unwrittenBytes: () => stdout.writableLength,
    color: hasColor(stdout),
  };
  return new MessageShow({ form, output, nowMs: Date.now, monotonicMs: () => performance.now() });
}
