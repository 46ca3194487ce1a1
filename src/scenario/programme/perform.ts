/** Which function does which step of the office. */

import { BANK_PERSON, type Person } from '../../programme/demo/people.ts';
import type { FileStep } from '../scenario-schema.ts';
import { closeByLetter, drop, loseCard, losePin } from './perform-loss.ts';
import { approve, load, transfer } from './perform-money.ts';
import { cancel, confirm, handOut, lookAt, mark, moveOn, order, pins, sheet, sign, stock, suggest } from './perform-orders.ts';
import { addUser, answer, makeBestiller, removeUser, role } from './perform-people.ts';
import type { Done, Perform } from './performance.ts';
import type { ProgrammeAction } from './programme-actions.ts';
import type { World } from './world.ts';

interface Row<Key extends ProgrammeAction> {
  /** Who does it unless the step says so. */
  readonly by: Person;
  readonly perform: Perform<Key>;
}

const ROWS: { readonly [Key in ProgrammeAction]: Row<Key> } = {
  'order cards': { by: 'Bjørn', perform: order },
  'cancel order': { by: 'Bjørn', perform: cancel },
  'move order on': { by: BANK_PERSON, perform: moveOn },
  'confirm cards': { by: 'Bjørn', perform: confirm },
  'produce pins': { by: BANK_PERSON, perform: pins },
  'suggest account': { by: 'Anne', perform: suggest },
  'hand out': { by: 'Anne', perform: handOut },
  'sign declaration': { by: 'Anne', perform: sign },
  'print sheet': { by: 'Anne', perform: sheet },
  'print stock list': { by: 'Anne', perform: stock },
  'look at': { by: 'Siri', perform: lookAt },
  load: { by: 'Siri', perform: load },
  approve: { by: 'Åse', perform: approve },
  transfer: { by: 'Siri', perform: transfer },
  'lose card': { by: 'Anne', perform: loseCard },
  'lose pin': { by: 'Anne', perform: losePin },
  mark: { by: 'Anne', perform: mark },
  'drop access': { by: 'Anne', perform: drop },
  'close by letter': { by: 'Anne', perform: closeByLetter },
  'add user': { by: 'Anne', perform: addUser },
  'remove user': { by: 'Anne', perform: removeUser },
  'answer message': { by: BANK_PERSON, perform: answer },
  'save role': { by: 'Anne', perform: role },
  'make bestiller': { by: 'Anne', perform: makeBestiller },
};

async function performRow<Key extends ProgrammeAction>(world: World, action: Key, file: FileStep): Promise<Done> {
  const { by, perform } = ROWS[action];
  const value = file[action];
  if (value === undefined) throw new RangeError(`The step has no ${action}.`);
  return await perform({ value, file, actor: await world.actor(file.as ?? by), world });
}

/** Rejects with a Refusal, a FileFault or a ScenarioError. */
export async function perform(world: World, action: ProgrammeAction, file: FileStep): Promise<Done> {
  const done = await performRow(world, action, file);
  if (file.name !== undefined) world.registered.set(file.name, done);
  return done;
}
