/**
 * S7 and S8: whether the millionth authorization costs what the first did, by time and by CPU second of the server,
 * and what one that is kept takes. The same load on a server with a constant answer, before and after, shows by how
 * much the machine itself changed meanwhile.
 */
import { CARDS } from './fixtures.ts';
import { inFolder } from './folder.ts';
import { type Growth, growthOf, type Part, partsOf } from './growth-figures.ts';
import { type FirstAgain, LoadedServer } from './growth-server.ts';

const MEBIBYTE = 1_048_576;
/** The ceiling is measured with a tenth of the messages. */
const CEILING_PARTS = 10;

export interface GrowthOptions {
  /** A multiple of 50. */
  readonly messages: number;
  /** Kinds of server-process.ts. */
  readonly stores: readonly string[];
  /** Where folders of the file store are made, and removed. */
  readonly folder: string;
}

export interface Repeat {
  readonly first: FirstAgain;
  readonly again: FirstAgain;
  readonly ledgerMinorBefore: number;
  readonly ledgerMinorAfter: number;
}

export interface GrowthRun {
  readonly date: string;
  readonly versions: string;
  readonly stores: readonly (Growth & { readonly repeat: Repeat })[];
  /** Of the server with a constant answer. */
  readonly ceiling: { readonly before: Part; readonly after: Part };
}

/** So many messages come before the first that is timed: code that is compiled meanwhile would make it look slow. */
function warmUpOf(messages: number): number {
  const [first = 0] = partsOf(messages);
  return first;
}

async function constantRate(messages: number): Promise<Part> {
  const server = await LoadedServer.start({ kind: 'constant', cards: CARDS });
  try {
    await server.send(warmUpOf(messages));
    return await server.send(messages / CEILING_PARTS);
  } finally {
    await server.stop();
  }
}

/** The stored answer must come back, and the money must not move. */
export function checkRepeat(store: string, { first, again, ledgerMinorBefore, ledgerMinorAfter }: Repeat): void {
  const isSame = first.outcome === 'approved' && again.outcome === first.outcome && again.approvalCode === first.approvalCode;
  if (!isSame || first.repeated || !again.repeated)
    throw new Error(
      `The repeat of the first message was not answered with its stored answer on ${store}: ` +
        `first ${JSON.stringify(first)}, then ${JSON.stringify(again)}.`,
    );
  if (ledgerMinorBefore !== ledgerMinorAfter || !Number.isSafeInteger(ledgerMinorAfter))
    throw new Error(`The repeat of the first message moved the balance on ${store} from ${ledgerMinorBefore} to ${ledgerMinorAfter}.`);
}

async function repeatFirst(server: LoadedServer): Promise<Repeat> {
  const ledgerMinorBefore = await server.ledgerMinor();
  const { first, again } = await server.sendFirstAgain();
  return { first, again, ledgerMinorBefore, ledgerMinorAfter: await server.ledgerMinor() };
}

async function growthOn(kind: string, folder: string, messages: number): Promise<Growth & { readonly repeat: Repeat }> {
  const server = await LoadedServer.start({ kind, folder, cards: CARDS });
  try {
    const before = await server.held();
    const warmUp = await server.send(warmUpOf(messages));
    const parts: Part[] = [];
    let sent = 0;
    for (const part of partsOf(messages)) {
      const measured = await server.send(part);
      parts.push(measured);
      sent += part;
      const perCpuSecond = Math.round(measured.messages / measured.cpuSeconds);
      const mebibytes = Math.round(measured.residentBytes / MEBIBYTE);
      process.stderr.write(
        `  S7 ${kind} ${sent}/${messages}: ${Math.round(measured.messages / measured.seconds)}/s, ${perCpuSecond} per CPU second, ${mebibytes} MiB\n`,
      );
    }
    const growth = growthOf({ store: kind, warmUp, parts, before, after: await server.held() });
    const repeat = await repeatFirst(server);
    checkRepeat(kind, repeat);
    return { ...growth, repeat };
  } finally {
    await server.stop();
  }
}

export async function benchGrowth({ messages, stores, folder }: GrowthOptions, versions: string): Promise<GrowthRun> {
  const before = await constantRate(messages);
  const grown: (Growth & { readonly repeat: Repeat })[] = [];
  for (const kind of stores) grown.push(await inFolder(folder, (storeFolder) => growthOn(kind, storeFolder, messages)));
  const after = await constantRate(messages);
  return { date: new Date().toISOString().slice(0, 10), versions, stores: grown, ceiling: { before, after } };
}
