/** `aksept serve --clock simulated` and `aksept clock`: moved by command, kept over a restart. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, serve, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';

const STORE = ['--store', 'file:./data/simulated'];

let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

test('a clock is moved by command; the next start goes on where it was, and another clock is refused', async () => {
  const first = await serve([...STORE, '--clock', 'simulated:2026-01-01'], folder.path);
  const clock = (...args: readonly string[]) => runCli(['clock', ...args, '--url', first.http], folder.path);
  expect(await clock('show')).toMatchObject({ code: 0, stdout: 'The simulated clock stands at 2026-01-01T00:00:00.000Z.\n' });
  expect(await clock('move', '--by', '2y')).toMatchObject({ code: 0, stdout: 'The simulated clock stands at 2028-01-01T00:00:00.000Z.\n' });
  const back = await clock('move', '--to', '2027-01-01');
  expect([back.code, back.stderr]).toEqual([
    1,
    expect.stringContaining('The clock stands at 2028-01-01T00:00:00.000Z and never goes back; move it to a later instant.'),
  ]);
  expect((await clock('move')).code).toBe(2);
  expect((await clock('move', '--by', 'soon')).stderr).toContain('--by must be a number and a unit, such as 90m');
  await first.kill();

  const second = await serve([...STORE, '--clock', 'simulated'], folder.path);
  const shown = await runCli(['clock', 'show', '--json', '--url', second.http], folder.path);
  await second.stop();
  expect(JSON.parse(shown.stdout)).toEqual({ kind: 'simulated', nowMs: Date.UTC(2028, 0, 1), now: '2028-01-01T00:00:00.000Z' });

  const refused = ['serve', ...STORE, '--protobuf-port', '0', '--http-port', '0', '--iso8583', 'none'];
  const wall = await runCli(refused, folder.path);
  expect([wall.code, wall.stderr]).toEqual([
    1,
    expect.stringContaining('was made with the simulated clock; start with --clock simulated, or give another folder.'),
  ]);
  const earlier = await runCli([...refused, '--clock', 'simulated:2027-01-01'], folder.path);
  expect([earlier.code === 0, earlier.stderr]).toEqual([false, expect.stringContaining('and never goes back to 2027-01-01T00:00:00.000Z')]);
});
