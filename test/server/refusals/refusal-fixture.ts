/** A server whose log is kept, and clients of it that break the rules. */
import type { Settings } from '../../../src/config/settings-table.ts';
import { Peer } from '../../authorizer/peer.ts';
import { startTestApp, type TestApp } from '../app-fixture.ts';

let app: TestApp | undefined;
const peers: Peer[] = [];

export async function start(settings: Partial<Settings> = {}): Promise<TestApp> {
  app = await startTestApp({ halfFrameTimeoutMs: 60, ...settings });
  return app;
}

export async function stopAll(): Promise<void> {
  for (const peer of peers.splice(0)) peer.end();
  await app?.stop();
  app = undefined;
}

export interface Line {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** The lines about refusals, with P for the port of the listener and p for that of the peer. */
export function linesOf({ log }: TestApp): readonly Line[] {
  return log.lines.flatMap((line) => {
    const [, level = '', json = '[]'] = /^(\w+) (.*)$/.exec(line) ?? [];
    const [fields, text] = JSON.parse(json) as [Record<string, unknown>, string];
    if (typeof fields !== 'object' || !('listener' in fields)) return [];
    const named = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => {
        if (typeof value !== 'string') return [key, value];
        return [key, key === 'listener' ? value.replace(/^\d+:/, 'P:') : key === 'peer' ? value.replace(/:\d+$/, ':p') : value];
      }),
    );
    return [{ level, fields: named, text }];
  });
}

export function portOf({ app }: TestApp, listener: string): number {
  return listener === 'protobuf' ? app.ports.protobuf : (app.ports.iso8583[0]?.port ?? 0);
}

export async function dial(port: number): Promise<Peer> {
  const peer = await Peer.connect(port);
  peers.push(peer);
  return peer;
}
