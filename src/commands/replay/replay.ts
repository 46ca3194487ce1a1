/** `aksept replay`: replays a recorded trace and reports which answers differ. */
import type { Command } from 'commander';
import { BUILT_IN_PROFILES, type ProfileSet } from '../../limits/rules/profile.ts';
import { pluralize } from '../../protocol/plural.ts';
import { readProfileFile } from '../../server/profile-setting.ts';
import type { Trace } from '../../trace/format/lines.ts';
import { profilesOf } from '../../trace/format/profile-fields.ts';
import { readTrace } from '../../trace/format/trace-file.ts';
import { InProcessHost } from '../../trace/replay/in-process-host.ts';
import { replay } from '../../trace/replay/replay.ts';
import type { ReplayResult } from '../../trace/replay/replay-result.ts';
import { type ReplayStores, replayStores } from '../../trace/replay/replay-stores.ts';
import { NO_REWRITING, type RewriteRules } from '../../trace/replay/rewrite.ts';
import { SHRINK_TRIES_MAX, SHRINK_TRIES_REMOTE_MAX, type Shrunk, shrink } from '../../trace/shrink/shrink.ts';
import { CommandError, EXIT_CODES, note, print, printJson } from '../output.ts';
import { addTlsOptions } from '../tls-options.ts';
import { writeTrace } from '../trace/write-trace.ts';
import { rewriteOf, speedOf, storeUrlOf } from './options.ts';
import { reportJson, reportText, summaryOf } from './report.ts';
import { openTarget, type TargetFlags } from './target.ts';

const EXAMPLES = `
Examples:
  $ aksept serve --record today.ndjson                 record; stop the server to end the recording
  $ aksept replay today.ndjson                         decide everything again in this process, as fast as possible
  $ aksept replay today.ndjson --store redis://127.0.0.1:6379/0
  $ aksept replay today.ndjson --profiles lower.json   what would other limits have changed?
  $ aksept replay today.ndjson --profiles lower.json --shrink small.ndjson
                                                       the shortest trace that still shows it
  $ aksept trace cards today.ndjson --out cards.json
  $ aksept serve --cards cards.json --clock message --store memory:
  $ aksept replay today.ndjson --target 127.0.0.1:7583 --cards cards.json --speed 10

Without --target, each message is decided in this process at its recorded instant, so that limits and holds are the same
as in the recording. With --target, the host decides: start it with --clock message and the cards of "aksept trace cards",
and for ISO 8583 and a trace of another year with --clock-reference and the date of the trace.
Exit codes: 0 nothing differs, 1 something differs, 2 wrong usage. Latencies are reported but never count as differences.`;

interface ReplayFlags extends TargetFlags {
  readonly speed: string;
  readonly store: string;
  readonly profiles?: string;
  readonly shift?: string;
  readonly terminals?: string;
  readonly target?: string;
  readonly shrink?: string;
  readonly json?: boolean;
}

const PROGRESS_EVERY_MS = 2_000;

function recordedProfiles(trace: Trace, path: string): ProfileSet {
  return trace.header.profiles.length === 0 ? BUILT_IN_PROFILES : profilesOf(trace.header.profiles, `${path}:1`);
}

/** Reports progress on standard error, at most every PROGRESS_EVERY_MS. */
function progressOf(trace: Trace): (done: number) => void {
  let toldMs = Date.now();
  return (done) => {
    if (Date.now() - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = Date.now();
    const total = trace.events.length;
    note(`${done} of ${pluralize(total, 'exchange')} (${Math.floor((done * 100) / total)} %)`);
  };
}

interface InProcess {
  readonly stores: ReplayStores;
  readonly profiles: ProfileSet;
  readonly rewrite: RewriteRules;
  readonly speed: number;
}

async function replayHere(trace: Trace, { stores, profiles, rewrite, speed }: InProcess): Promise<ReplayResult> {
  const host = new InProcessHost({ store: await stores.open(profiles), profiles, rules: trace.header.rules, rewrite });
  try {
    return await replay(trace, host, { speed, progress: progressOf(trace) });
  } finally {
    await host.close();
  }
}

async function shrinkTo(path: string, trace: Trace, recorded: ProfileSet, { stores, profiles }: InProcess): Promise<Shrunk> {
  const { rules } = trace.header;
  const memory = replayStores('memory:');
  let toldMs = Date.now();
  const shrunk = await shrink(trace, {
    openHost: async () => new InProcessHost({ store: await stores.open(profiles), profiles, rules }),
    openRecordedHost: async () => new InProcessHost({ store: await memory.open(recorded), profiles: recorded, rules }),
    triesMax: stores.description === memory.description ? SHRINK_TRIES_MAX : SHRINK_TRIES_REMOTE_MAX,
    progress: (tries, length) => {
      if (Date.now() - toldMs < PROGRESS_EVERY_MS) return;
      toldMs = Date.now();
      note(`${pluralize(tries, 'try', 'tries')}, now with ${pluralize(length, 'exchange')}`);
    },
  });
  if (shrunk === undefined) {
    throw new CommandError('No decision differs, so there is nothing to shrink; --shrink needs a differing outcome or approved amount.');
  }
  writeTrace(path, shrunk.trace, 'give --shrink another path');
  return shrunk;
}

function shrunkText({ before, after, tries, isShortest }: Shrunk, path: string): string {
  const proven = isShortest ? 'no shorter trace of this card differs' : 'not all shorter traces were tried';
  return `Shrunk from ${pluralize(before, 'exchange')} to ${after} in ${pluralize(tries, 'try', 'tries')} (${proven}): ${path}`;
}

async function replayInProcess(
  path: string,
  flags: ReplayFlags,
  trace: Trace,
): Promise<readonly [ReplayResult, Shrunk | undefined, string]> {
  const recorded = recordedProfiles(trace, path);
  const profiles = flags.profiles === undefined ? recorded : readProfileFile(flags.profiles);
  const rewrite = rewriteOf(flags, trace) ?? NO_REWRITING;
  const stores = replayStores(storeUrlOf(flags.store));
  const here = { stores, profiles, rewrite, speed: speedOf(flags.speed) };
  try {
    const result = await replayHere(trace, here);
    const shrunk =
      flags.shrink === undefined || result.differing.length === 0 ? undefined : await shrinkTo(flags.shrink, trace, recorded, here);
    return [result, shrunk, stores.description];
  } finally {
    await stores.clear();
  }
}

async function replayAt(flags: ReplayFlags & { readonly target: string }, trace: Trace): Promise<ReplayResult> {
  if (flags.shrink !== undefined || flags.profiles !== undefined) {
    throw new CommandError('--shrink and --profiles work only without --target.', EXIT_CODES.usage);
  }
  const host = await openTarget(trace, flags, rewriteOf(flags, trace) ?? NO_REWRITING);
  try {
    const result = await replay(trace, host, { speed: speedOf(flags.speed), progress: progressOf(trace) });
    return { ...result, notes: [...result.notes, ...host.notes] };
  } finally {
    await host.close();
  }
}

async function run(path: string, flags: ReplayFlags): Promise<void> {
  const { trace, notes } = readTrace(path);
  for (const sentence of notes) note(sentence);
  const { lacks } = trace.header;
  if (lacks.length > 0)
    note(`This trace comes from a ${trace.header.source} and lacks ${lacks.join(', ')}; answers that depend on them may differ.`);
  const { target } = flags;
  const [result, shrunk, where] =
    target === undefined ? await replayInProcess(path, flags, trace) : [await replayAt({ ...flags, target }, trace), undefined, target];
  if (flags.json === true) {
    const small =
      shrunk === undefined
        ? {}
        : { shrunk: { before: shrunk.before, after: shrunk.after, tries: shrunk.tries, isShortest: shrunk.isShortest } };
    printJson({ trace: path, ...reportJson(result, where), ...small, readingNotes: notes });
  } else {
    print(reportText(result, where));
    if (shrunk !== undefined && flags.shrink !== undefined) print(shrunkText(shrunk, flags.shrink));
  }
  if (result.differing.length > 0 || result.unanswered > 0) throw new CommandError(summaryOf(result));
}

export function registerReplay(program: Command): void {
  const command = program
    .command('replay')
    .description('replay a recorded trace and show which answers differ')
    .argument('<trace>', 'trace file, from serve --record or aksept trace')
    .option('--speed <factor>', '1: recorded speed, 10: ten times as fast, max: as fast as possible', 'max')
    .option('--store <url>', 'without --target: store to decide on; its keys are separate and removed afterwards', 'memory:')
    .option('--profiles <path>', 'without --target: limit profiles to use instead of the recorded ones')
    .option('--shift <time>', 'move all dates: +30d, -12h, or a new time of the first exchange such as 2027-01-01T00:00:00Z')
    .option('--terminals <prefix>', 'rename terminals: 1 to 4 letters or digits and a number')
    .option('--shrink <out>', 'write the shortest trace that still shows a difference to this file')
    .option('--target <host:port>', 'replay on a running host instead of in this process');
  addTlsOptions(command)
    .option('--codec <name>', 'with --target: wire format, protobuf or iso8583:DIALECT', 'protobuf')
    .option('--cards <path>', 'with --target: cards of the host, from aksept trace cards')
    .option('--keys <path>', 'with --target: key ring of the host', 'data/keys.json')
    .option('--connections <n>', 'with --target: number of TCP connections', '4')
    .option('--allow-remote', 'with --target: allow a host on another machine')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(run);
}
