/** A server of dist/cli.js with its own keys and cards, on free ports. */
import { join } from 'node:path';
import { issueCards, serve, temporaryFolder } from '../support/cli.ts';

export interface ExampleServer {
  readonly port: number;
  readonly httpUrl: string;
  readonly cards: string;
  readonly keys: string;
  stop(): Promise<void>;
}

/** Cards with 60,000 NOK: a large purchase meets the limit, not the coverage. */
export async function startExampleServer(): Promise<ExampleServer> {
  const folder = temporaryFolder();
  const keys = join(folder.path, 'keys.json');
  await issueCards({ count: 3, balanceNok: 60_000 }, ['--store', 'memory:', '--keys', keys], folder.path);
  const server = await serve(['--cards', 'cards.json', '--keys', keys], folder.path);
  const stop = async (): Promise<void> => {
    await server.stop();
    folder.remove();
  };
  const port = Number(server.protobuf.split(':').at(-1));
  return { port, httpUrl: server.http, cards: join(folder.path, 'cards.json'), keys, stop };
}
