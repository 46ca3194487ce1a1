import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type TargetFlags } from '../../../src/commands/scenario/target.ts';
import { LIBRARY } from '../../scenario/library.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { flagsOf, runOne } from './on-server.ts';

const ISO_WIRES = ['1987-ascii', '1993-bcd'];
/** What a running server decides by its own settings, and a MAC that this side cannot spoil. */
const SKIPPED = 9;
/** Some eighty scenarios over TCP and HTTP, while other files' tests take their share of the machine. */

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ clock: 'message', iso8583: ISO_WIRES.map((name) => `0:${name}`).join(',') });
});
afterAll(() => server.stop());

describe('the shipped scenarios against a running server', () => {
  test.each(['protobuf', ...ISO_WIRES])('over %s', async (wire) => {
    const target = await openTarget(flagsOf(server, wire));
    const failures: string[] = [];
    let skipped = 0;
    for (const path of LIBRARY) {
      for (const said of await runOne(target, path)) {
        if (said.startsWith('skipped: ')) skipped += 1;
        else failures.push(said);
      }
    }
    target.close();
    expect(failures).toEqual([]);
    // ISO 8583 tells no year, and a reversal always names something there.
    expect(skipped).toBeGreaterThanOrEqual(SKIPPED);
    expect(skipped).toBeLessThanOrEqual(wire === 'protobuf' ? SKIPPED : SKIPPED + 6);
  });

  test('twice in a row, with cards of its own each time', async () => {
    const target = await openTarget(flagsOf(server, 'protobuf'));
    const path = 'examples/scenarios/limits/atm-four-days.yaml';
    expect([await runOne(target, path), await runOne(target, path)]).toEqual([[], []]);
    target.close();
  });
});

describe('a server that cannot be used', () => {
  test('because it decides by its own clock', async () => {
    const own = await startTestApp();
    const target = await openTarget(flagsOf(own, 'protobuf'));
    await expect(runOne(target, 'examples/scenarios/limits/atm-four-days.yaml')).rejects.toThrow(
      /^127\.0\.0\.1:\d+ \(protobuf\) decides by its own clock; start it with: aksept serve --clock message --store memory:\.$/,
    );
    target.close();
    await own.stop();
  });

  test.each<[string, Partial<TargetFlags>, RegExp]>([
    ['nobody listens', { target: '127.0.0.1:1' }, /nothing listens there/],
    ['on another machine', { target: '192.0.2.1:7583' }, /^192\.0\.2\.1 is another machine; add --allow-remote/],
    ['its keys are not there', { keys: '/nowhere/keys.json' }, /^--keys \/nowhere\/keys\.json cannot be read \(ENOENT\);/],
    ['a codec that is none', { codec: 'morse' }, /^--codec morse is not known;/],
  ])('%s', async (_name, changed, sentence) => {
    await expect(openTarget({ ...flagsOf(server, 'protobuf'), ...changed })).rejects.toThrow(sentence);
  });
});
