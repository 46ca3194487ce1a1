/** `aksept programme users`, and what the simulated code calculator of one shows. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { CALCULATOR_CODE, CHOOSABLE_USERS, REGISTERED_USER } from '../../http/schema/programme/people.ts';
import { readBodyFile } from './json-file.ts';
import { type OfficeFlags, officeClient, officeCommand } from './office-client.ts';
import { type Column, tell, tellRows } from './office-output.ts';

type User = z.output<typeof CHOOSABLE_USERS>['users'][number];

const COLUMNS: readonly Column<User>[] = [
  ['user', (user) => user.userId],
  ['name', (user) => user.name],
  ['of the bank', (user) => (user.isBank ? 'yes' : 'no')],
];

export function registerUsers(programme: Command): void {
  const users = programme.command('users').description('list and register users of the back office');
  officeCommand(users, 'list', 'list who can act, on the machine of the server').action(async (flags: OfficeFlags) => {
    const answer = await officeClient(flags).get('/v1/programme/users', CHOOSABLE_USERS);
    tellRows(answer, answer.users, COLUMNS, 'There are no users.', flags);
  });
  officeCommand(users, 'register <file>', 'register a user of a JSON or YAML file, as a user of the bank').action(
    async (path: string, flags: OfficeFlags) => {
      const answer = await officeClient(flags).post('/v1/programme/users', readBodyFile(path), REGISTERED_USER);
      const { userId, calculatorSerial } = answer;
      const calculator = calculatorSerial === undefined ? '' : `, with the code calculator ${calculatorSerial}`;
      tell(answer, `User ${userId} is registered${calculator}.`, flags);
    },
  );
  officeCommand(programme, 'code <user>', 'print the next code of the simulated code calculator of a user').action(
    async (user: string, flags: OfficeFlags) => {
      const path = `/v1/programme/users/${encodeURIComponent(user)}/calculator-code`;
      const answer = await officeClient(flags).get(path, CALCULATOR_CODE);
      tell(answer, answer.code, flags);
    },
  );
}
