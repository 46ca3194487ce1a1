import { openOrderWorld } from '../orders/order-world.ts';
import { accountsSuite } from './accounts-suite.ts';

accountsSuite(() => openOrderWorld({ seed: 'accounts' }));
