/** Records a mixed run of simulated terminals against a server in this process. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CardEntry } from '../../../src/cards/card-entry.ts';
import type { Settings } from '../../../src/config/settings-table.ts';
import { HEADER_4B } from '../../../src/protocol/framing/frame.ts';
import type { Response } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { systemClock } from '../../../src/terminal-sim/clock.ts';
import type { Conversation } from '../../../src/terminal-sim/conversation.ts';
import { Link } from '../../../src/terminal-sim/link/link.ts';
import { USUAL_MIX } from '../../../src/terminal-sim/workload/usual-mix.ts';
import { Workload } from '../../../src/terminal-sim/workload/workload.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { mixedCards } from '../../terminal-sim/support/sim-fixtures.ts';

export interface Recorded {
  readonly path: string;
  readonly text: string;
  readonly cards: readonly CardEntry[];
  readonly errands: number;
}

function ask(link: Link, conversation: Conversation): Promise<void> {
  return new Promise((resolve) => {
    const go = (reply: Response | undefined): void => {
      let step = conversation.next(reply);
      // Pauses are left out: nothing here depends on them.
      while (!step.done && typeof step.value === 'number') step = conversation.next(undefined);
      if (step.done || typeof step.value === 'number') resolve();
      else link.send(step.value, { answered: (response) => go(response), unanswered: () => go(undefined) });
    };
    go(undefined);
  });
}

/** Errands of the usual mix, some at a time, until so many are done. */
async function converseWith(app: TestApp, workload: Workload, errands: number): Promise<void> {
  const target = { host: '127.0.0.1', port: app.app.ports.protobuf };
  const link = new Link({ target, codec: protobufCodec, header: HEADER_4B, clock: systemClock, timeoutMs: 6_600 });
  const sentence = await link.open();
  if (sentence !== undefined) throw new Error(sentence);
  let begun = 0;
  const work = async (): Promise<void> => {
    while (begun < errands) {
      begun += 1;
      await ask(link, workload.next());
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  link.close();
}

export async function recordMixedRun(
  folder: string,
  options: { readonly settings?: Partial<Settings>; readonly errands?: number; readonly meanwhile?: (app: TestApp) => Promise<void> } = {},
): Promise<Recorded> {
  const { errands = 600, settings = {}, meanwhile } = options;
  const path = join(folder, 'run.ndjson');
  const cards = mixedCards();
  const cardFile = join(folder, 'cards.json');
  writeFileSync(cardFile, JSON.stringify({ cards }));
  const app = await startTestApp({ cards: cardFile, record: path, ...settings });
  try {
    const workload = new Workload({ seed: 'trace', cards, ring: app.app.ring, mix: USUAL_MIX, clock: systemClock });
    await converseWith(app, workload, errands / 2);
    await meanwhile?.(app);
    await converseWith(app, workload, errands / 2);
  } finally {
    await app.stop();
  }
  return { path, text: readFileSync(path, 'utf8'), cards, errands };
}
