import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { storeConformance } from '../conformance/suite.ts';
import { TEST_PROFILES } from '../conformance/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Small segments and frequent snapshots: both happen many times.
storeConformance(
  () =>
    openFileStore({
      folder: join(folder, 'store'),
      profiles: TEST_PROFILES,
      nowMs: Date.now,
      identity: { tokenCheck: 'test', clock: 'message' },
      fsync: 'no',
      warn: (sentence) => {
        throw new Error(sentence);
      },
      segmentBytes: 262_144,
      snapshotEveryRecords: 500,
    }),
  50,
);
