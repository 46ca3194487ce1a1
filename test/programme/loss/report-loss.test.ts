import { lossSuite } from './loss-suite.ts';

lossSuite();
