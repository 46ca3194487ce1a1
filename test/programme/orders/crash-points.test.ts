import { crashPointsSuite } from './crash-points-suite.ts';
import { openOrderWorld } from './order-world.ts';

crashPointsSuite(() => openOrderWorld({ seed: 'crash points' }));
