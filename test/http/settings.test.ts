import { expect, test } from 'vitest';
import { packageVersion } from '../../src/config/package-version.ts';
import { SETTINGS } from '../../src/config/settings-table.ts';
import { SERVER_INFO } from '../../src/http/schema/server-info.ts';
import { startTestApp } from '../server/app-fixture.ts';

const KBPK = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

test('GET /v1/settings tells what the server runs with, and no secret', async () => {
  const server = await startTestApp({ kbpk: KBPK, iso8583: '0:1987-ascii+4a', deadlineMs: 1_234 });
  try {
    const { status, body } = await server.get('/v1/settings');
    const info = SERVER_INFO.parse(body);
    expect([status, info]).toEqual([200, body]);
    expect(info).toMatchObject({ version: packageVersion(), nodeVersion: process.version, store: 'memory:' });
    const { protobuf, iso8583, http } = server.app.ports;
    expect(info.listeners).toEqual([
      { name: 'protobuf', address: `127.0.0.1:${protobuf}`, isTls: false, certificateNotAfterMs: null },
      {
        name: 'ISO 8583 1987-ascii, 4-digit ASCII header',
        address: `127.0.0.1:${iso8583[0]?.port}`,
        isTls: false,
        certificateNotAfterMs: null,
      },
      { name: 'HTTP', address: `127.0.0.1:${http}`, isTls: false, certificateNotAfterMs: null },
    ]);
    expect(info.settings.map(({ name }) => name)).toEqual(SETTINGS.map(({ name }) => name));
    const setting = (name: string) => info.settings.find((each) => each.name === name);
    expect(setting('deadlineMs')).toMatchObject({ value: '1234', isDefault: false, source: 'program', variable: 'AKSEPT_DEADLINE_MS' });
    expect(setting('clock')).toMatchObject({ isDefault: true, source: 'default' });
    expect(setting('kbpk')?.value).toBe('set, not shown');
    expect(JSON.stringify(body)).not.toContain(KBPK);
  } finally {
    await server.stop();
  }
});
