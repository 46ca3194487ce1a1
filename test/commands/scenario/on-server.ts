/** Runs scenario files on a running server. */
import { join } from 'node:path';
import type { TargetFlags } from '../../../src/commands/scenario/target.ts';
import { readScenario } from '../../../src/scenario/read-scenario.ts';
import { runOn } from '../../../src/scenario/run-scenario.ts';
import type { ScenarioServer } from '../../../src/scenario/server-host.ts';
import type { TestApp } from '../../server/app-fixture.ts';

export function flagsOf(app: TestApp, wire: string): TargetFlags {
  const port = wire === 'protobuf' ? app.app.ports.protobuf : app.app.ports.iso8583.find(({ dialect }) => dialect === wire)?.port;
  const codec = wire === 'protobuf' ? wire : `iso8583:${wire}`;
  return { target: `127.0.0.1:${port}`, codec, keys: join(app.folder, 'keys.json'), http: app.http };
}

/** What went wrong, or why it was skipped; none when the scenario passed. */
export async function runOne(target: ScenarioServer, path: string): Promise<readonly string[]> {
  const scenario = readScenario(path, { anyProfile: true, ...(target.start === undefined ? {} : { start: target.start }) });
  const skipReason = target.skipReason(scenario);
  if (skipReason !== '') return [`skipped: ${skipReason}`];
  const { steps } = await runOn(scenario, () => target.open(scenario));
  return steps.flatMap(({ differences }) => differences.map((each) => `${each.place} ${each.what} ${each.expected} ${each.got}`));
}
