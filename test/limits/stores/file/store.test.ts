import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openTestStore } from '../../../support/file-stores.ts';
import { simulatedConformance, storeConformance } from '../conformance/suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Small segments and frequent snapshots: both happen many times.
storeConformance(() => openTestStore(join(folder, 'store'), { fsync: 'no', segmentBytes: 262_144, snapshotEveryRecords: 500 }), 50);
simulatedConformance((clock) =>
  openTestStore(join(folder, 'simulated'), {
    fsync: 'no',
    identity: { tokenCheck: 'test', clock: 'simulated' },
    nowMs: clock.nowMs,
    beginClock: (kept) => clock.begin(kept),
  }),
);
