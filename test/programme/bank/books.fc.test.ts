import { describe } from 'vitest';
import { openTestOffice } from '../../support/office.ts';
import { randomWeeks } from '../support/random-weeks.ts';

describe('PGlite', () => randomWeeks(openTestOffice, 3));
