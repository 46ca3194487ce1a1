/** `aksept programme subscriptions`, and the roles of one. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { ME } from '../../http/schema/programme/people.ts';
import { ROLES_OF, SAVED_ROLE } from '../../http/schema/programme/role.ts';
import { REGISTERED_SUBSCRIPTION } from '../../http/schema/programme/subscription.ts';
import { readBodyFile } from './json-file.ts';
import {
  addSubscriptionOption,
  type OfficeFlags,
  officeClient,
  officeCommand,
  type SubscriptionFlags,
  subscriptionOf,
} from './office-client.ts';
import { type Column, tell, tellRows } from './office-output.ts';

type Own = z.output<typeof ME>['subscriptions'][number];
type Role = z.output<typeof ROLES_OF>['roles'][number];

const COLUMNS: readonly Column<Own>[] = [
  ['id', (own) => own.subscriptionId, 'right'],
  ['agreement', (own) => own.agreementNumber],
  ['name', (own) => own.name],
  ['programme', (own) => own.programme],
  ['cards', (own) => own.cardTypes.join(', ')],
  ['the user is', (own) => [own.isAdministrator ? 'administrator' : '', own.isBestiller ? 'bestiller' : ''].filter(Boolean).join(', ')],
];

const ROLE_COLUMNS: readonly Column<Role>[] = [
  ['id', (role) => role.roleId, 'right'],
  ['name', (role) => role.name],
  ['see', (role) => (role.maySee ? 'yes' : 'no')],
  ['register', (role) => (role.mayRegister ? 'yes' : 'no')],
  ['approve', (role) => role.approves],
  ['members', (role) => role.members.join(', ')],
  ['accounts', (role) => role.accounts.length, 'right'],
];

export function registerSubscriptions(programme: Command): void {
  const subscriptions = programme.command('subscriptions').description('list and register subscriptions of the net bank');
  officeCommand(subscriptions, 'list', 'list the subscriptions of the user').action(async (flags: OfficeFlags) => {
    const me = await officeClient(flags).get('/v1/programme/me', ME);
    tellRows(me, me.subscriptions, COLUMNS, `${me.userId} has no subscription.`, flags);
  });
  officeCommand(subscriptions, 'register <file>', 'register a subscription of a JSON or YAML file, as a user of the bank').action(
    async (path: string, flags: OfficeFlags) => {
      const answer = await officeClient(flags).post('/v1/programme/subscriptions', readBodyFile(path), REGISTERED_SUBSCRIPTION);
      tell(answer, `Subscription ${answer.subscriptionId} is registered.`, flags);
    },
  );
}

export function registerRoles(programme: Command): void {
  const roles = programme.command('roles').description('list the roles of a subscription, or add one');
  const add = (name: string, about: string): Command => addSubscriptionOption(officeCommand(roles, name, about));
  add('list', 'list the roles').action(async (flags: SubscriptionFlags) => {
    const client = officeClient(flags);
    const answer = await client.get(`/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/roles`, ROLES_OF);
    tellRows(answer, answer.roles, ROLE_COLUMNS, 'The subscription has no roles.', flags);
  });
  add('add <file>', 'add a role of a JSON or YAML file').action(async (path: string, flags: SubscriptionFlags) => {
    const body = readBodyFile(path);
    const client = officeClient(flags);
    const answer = await client.post(`/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/roles`, body, SAVED_ROLE);
    tell(answer, `Role ${answer.roleId} is saved.`, flags);
  });
}
