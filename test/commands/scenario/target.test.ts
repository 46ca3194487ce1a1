import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type TargetFlags } from '../../../src/commands/scenario/target.ts';
import { readScenario } from '../../../src/scenario/read-scenario.ts';
import { runOn } from '../../../src/scenario/run-scenario.ts';
import type { ScenarioServer } from '../../../src/scenario/server-host.ts';
import { LIBRARY } from '../../scenario/library.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';

const ISO_WIRES = ['1987-ascii', '1993-bcd'];
/** What a running server decides by its own settings, and a MAC or a store that this side cannot spoil. */
const SKIPPED = 11;
/** Some eighty scenarios over TCP and HTTP, while other files' tests take their share of the machine. */

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ clock: 'message', iso8583: ISO_WIRES.map((name) => `0:${name}`).join(',') });
});
afterAll(() => server.stop());

function flagsOf(app: TestApp, wire: string): TargetFlags {
  const port = wire === 'protobuf' ? app.app.ports.protobuf : app.app.ports.iso8583.find(({ dialect }) => dialect === wire)?.port;
  const codec = wire === 'protobuf' ? wire : `iso8583:${wire}`;
  return { target: `127.0.0.1:${port}`, codec, keys: join(app.folder, 'keys.json'), http: app.http };
}

async function runOne(target: ScenarioServer, path: string): Promise<readonly string[]> {
  const scenario = readScenario(path, { anyProfile: true, ...(target.start === undefined ? {} : { start: target.start }) });
  const skipReason = target.skipReason(scenario);
  if (skipReason !== '') return [`skipped: ${skipReason}`];
  const { steps } = await runOn(scenario, () => target.open(scenario));
  return steps.flatMap(({ differences }) => differences.map((each) => `${each.place} ${each.what} ${each.expected} ${each.got}`));
}

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
