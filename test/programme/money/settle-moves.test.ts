import { describe } from 'vitest';
import { openTestOffice } from '../../support/office.ts';
import { outboxSuite } from '../support/outbox-suite.ts';

describe('PGlite', () => outboxSuite(openTestOffice));
