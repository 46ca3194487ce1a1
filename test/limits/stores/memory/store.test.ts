import { createMemoryStore } from '../../../../src/limits/stores/memory/store.ts';
import { storeConformance } from '../conformance/suite.ts';
import { TEST_PROFILES } from '../conformance/world.ts';

storeConformance(async () => createMemoryStore({ profiles: TEST_PROFILES, nowMs: Date.now }));
