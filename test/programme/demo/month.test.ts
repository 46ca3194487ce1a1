import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { openFileStore } from '../../../src/limits/stores/file/store.ts';
import { MONTH_TIMEOUT_MS, runMonth } from './month-suite.ts';

test('a month on the memory store and PGlite: the books balance to the øre at every step', { timeout: MONTH_TIMEOUT_MS }, async () => {
  await runMonth('memory, PGlite', {});
});

test('the same on the file store', { timeout: MONTH_TIMEOUT_MS }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-month-'));
  const identity = { tokenCheck: 'month', clock: 'wall' } as const;
  await runMonth('file, PGlite', { openStore: (parts) => openFileStore({ ...parts, folder, identity, fsync: 'no' }) });
  rmSync(folder, { recursive: true, force: true });
});
