/** Where the time of a message goes, by step, on a server that has already answered millions: see docs/benchmarks.md. */
import { CARDS } from './fixtures.ts';
import { inFolder } from './folder.ts';
import { LoadedServer } from './growth-server.ts';
import type { StepShare } from './profile-steps.ts';

/** So many messages are profiled, as a share of those before. */
const PROFILED_SHARE = 0.1;

export interface ProfileOptions {
  readonly messages: number;
  /** Kinds of server-process.ts. */
  readonly stores: readonly string[];
  readonly folder: string;
  readonly wire: string;
}

export interface StoreProfile {
  readonly store: string;
  readonly wire: string;
  readonly messages: number;
  /** While it was profiled, which costs some time itself. */
  readonly cpuMicrosPerMessage: number;
  readonly steps: readonly StepShare[];
}

export async function benchProfile({ messages, stores, folder, wire }: ProfileOptions): Promise<readonly StoreProfile[]> {
  const profiles: StoreProfile[] = [];
  for (const kind of stores)
    profiles.push(
      await inFolder(folder, async (storeFolder) => {
        const server = await LoadedServer.start({ kind, folder: storeFolder, cards: CARDS, wire });
        try {
          await server.send(messages);
          await server.startProfile();
          const part = await server.send(Math.round(messages * PROFILED_SHARE));
          const steps = await server.stopProfile();
          return { store: kind, wire, messages, cpuMicrosPerMessage: (part.cpuSeconds * 1_000_000) / part.messages, steps };
        } finally {
          await server.stop();
        }
      }),
    );
  return profiles;
}

/** Markdown: a row for each step, in the order of the first store. */
export function profileTable(profiles: readonly StoreProfile[]): string {
  const steps = [...new Set(profiles.flatMap((profile) => profile.steps.map(({ step }) => step)))];
  const shareOf = (profile: StoreProfile, step: string): string => {
    const share = profile.steps.find((each) => each.step === step)?.share;
    return share === undefined ? '' : `${(100 * share).toFixed(1)} %`;
  };
  const heads = profiles.map(({ store, wire, messages }) => `${store}, ${wire}, after ${messages.toLocaleString('en-US')}`);
  return [
    `| step | ${heads.join(' | ')} |`,
    `|---|${heads.map(() => '---:|').join('')}`,
    ...steps.map((step) => `| ${step} | ${profiles.map((profile) => shareOf(profile, step)).join(' | ')} |`),
    `| CPU time for each message | ${profiles.map(({ cpuMicrosPerMessage }) => `${cpuMicrosPerMessage.toFixed(1)} µs`).join(' | ')} |`,
  ].join('\n');
}
