/** The commands of README.md, word for word, in a folder of their own; only ports become free ones. */
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, type Served, serve, temporaryFolder } from '../support/cli.ts';
import { ROOT, read } from '../support/sources.ts';

interface Card {
  readonly pan: string;
  readonly pin: string;
}

const folder = temporaryFolder();
const lines = [...read('README.md').matchAll(/^\$ ((?:[^\n]*\n {4})*[^\n]*)$/gm)].map((match) => match[1] ?? '');
/** Of `node dist/cli.js`; the words have no quotes. */
const commands = lines.filter((line) => line.startsWith('node dist/cli.js ')).map((line) => line.split(' ').slice(2));

function commandWith(...words: readonly string[]): readonly string[] {
  return commands.find((command) => words.every((word) => command.includes(word))) ?? expect.unreachable();
}

let server: Served;
let card: Card;

beforeAll(async () => {
  symlinkSync(join(ROOT, 'examples'), join(folder.path, 'examples'));
  const issued = await runCli(commandWith('issue'), folder.path);
  expect(issued).toMatchObject({ code: 0 });
  const { cards }: { readonly cards: readonly Card[] } = JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8'));
  card = cards[0] ?? expect.unreachable();
  const [, ...args] = commandWith('serve', '--cards');
  server = await serve([...args, '--store', 'file:./data/store'], folder.path);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

test('the server that was started has the cards that were issued, and takes the request that is written by hand', async () => {
  const curl = lines.find((line) => line.startsWith('curl')) ?? '';
  const local = curl.replace('http://127.0.0.1:8080', server.http).replace('<pan>', card.pan).replace('<pin>', card.pin);
  const [url = ''] = /http:\S+/.exec(local) ?? [];
  const [, body = ''] = /-d '([^']*)'/.exec(local) ?? [];
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(await answer.json()).toMatchObject({ outcome: 'approved', approvalCode: expect.stringMatching(/^\w{6}$/) });
});

test('a card explains why it would be declined', async () => {
  const command = commandWith('explain').map((word) => (word === '<card>' ? card.pan : word));
  const { code, stdout } = await runCli([...command, '--url', server.http], folder.path);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^There is no coverage for the amount\. /) });
});

test('a server listens for four kinds of terminals', async () => {
  const [, ...args] = commandWith('serve', '--iso8583').map((word) => word.replaceAll(/\b858\d:/g, '0:'));
  const other = await serve([...args, '--store', 'memory:'], folder.path);
  expect(other.iso8583).toHaveLength(4);
  expect(await other.stop()).toMatchObject({ code: 0 });
});
