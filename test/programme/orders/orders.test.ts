import { openOrderWorld } from './order-world.ts';
import { ordersSuite } from './orders-suite.ts';

ordersSuite(() => openOrderWorld({ seed: 'orders' }));
