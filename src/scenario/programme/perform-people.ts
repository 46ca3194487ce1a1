/** Steps with users and roles. */
import { orderServiceAgreement } from '../../programme/agreements/order-service-agreement.ts';
import { receiveServiceAgreement } from '../../programme/agreements/receive-service-agreement.ts';
import { AGREEMENTS, BANK_PERSON, isPersonName, MUNICIPAL_PEOPLE, syntheticNationalNumber } from '../../programme/demo/people.ts';
import { saveRole } from '../../programme/roles/save-role.ts';
import { answerUserMessage } from '../../programme/users/answer-user-message.ts';
import { sendUserMessage } from '../../programme/users/send-user-message.ts';
import { ScenarioError } from '../scenario.ts';
import type { Perform } from './performance.ts';
import type { World } from './world.ts';

const DIRECTOR = 'Dagny Direktør';

/** Users that were let in have a first name as their name in steps. */
async function nameOf({ office }: World, userId: string): Promise<string> {
  const [row] = await office.database.query<{ name: string }>('SELECT name FROM office_user WHERE user_id = $1', [userId]);
  return row?.name ?? '';
}

export const addUser: Perform<'add user'> = async ({ value, file, actor, world }) => {
  const subscription = file.in ?? 'sosial';
  world.count += 1;
  const messageId = await sendUserMessage(world.office, actor, {
    kind: 'add',
    subscriptionId: world.ids[subscription],
    userName: `${value} Ny`,
    ownUserId: file['own id'] ?? actor.userId,
    agreementNumber: AGREEMENTS[subscription].number,
    agreementName: AGREEMENTS[subscription].name,
    nationalNumber: syntheticNationalNumber(MUNICIPAL_PEOPLE.length + world.count),
  });
  return { shown: `message ${messageId}`, messageId };
};

export const removeUser: Perform<'remove user'> = async ({ value, file, actor, world }) => {
  const userId = world.userId(value);
  const subscriptionId = world.ids[file.in ?? 'sosial'];
  const messageId = await sendUserMessage(world.office, actor, {
    kind: 'remove',
    subscriptionId,
    userId,
    userName: await nameOf(world, userId),
  });
  return { shown: `message ${messageId}`, messageId };
};

export const answer: Perform<'answer message'> = async ({ value, actor, world }) => {
  const { messageId } = world.registered.get(value) ?? {};
  if (messageId === undefined) throw new ScenarioError(`"${value}" sent no message; name a step that adds or removes a user.`);
  const { userId = '', isCalculatorPosted } = await answerUserMessage(world.office, actor, { messageId, answer: 'done' });
  const first = (await nameOf(world, userId)).split(' ')[0] ?? '';
  if (!isPersonName(first)) world.letIn(first, userId);
  return { shown: `${userId}${isCalculatorPosted ? ', calculator by registered post' : ''}` };
};

/** A role on all accounts that there are, and those that come. */
export const role: Perform<'save role'> = async ({ value: name, file, actor, world }) => {
  const subscriptionId = world.ids[file.in ?? 'sosial'];
  const rights = file.rights ?? [];
  const accounts = await world.office.database.query<{ number: string }>(
    `SELECT number FROM account WHERE subscription_id = $1 AND kind IN ('card', 'loading')`,
    [subscriptionId],
  );
  await saveRole(world.office, actor, {
    subscriptionId,
    name,
    members: (file.members ?? []).map((member) => world.userId(member)),
    accounts: accounts.map(({ number }) => number),
    maySee: rights.includes('Se'),
    mayRegister: rights.includes('Registrere'),
    approves: rights.includes('Godkjenne egne') ? 'own' : rights.includes('Godkjenne') ? 'others' : 'none',
    takesNewAccounts: true,
  });
  return { shown: name };
};

/** The municipality asks for a service agreement, and the bank gets it back with a signature, or without. */
export const makeBestiller: Perform<'make bestiller'> = async ({ value, file, actor, world }) => {
  const userId = world.userId(value);
  const subscriptionId = world.ids[file.in ?? 'sosial'];
  const userName = await nameOf(world, userId);
  const lines = [{ direction: 'in', held: 'bestiller', userName, userId }] as const;
  const agreementId = await orderServiceAgreement(world.office, actor, { subscriptionId, lines });
  const signedAs = file['signed as'] ?? 'districtDirector';
  const signedBy = signedAs === 'nobody' ? undefined : signedAs === 'administrator' ? actor.name : DIRECTOR;
  await receiveServiceAgreement(world.office, await world.actor(BANK_PERSON), {
    agreementId,
    signedBy,
    signedAs: signedAs === 'nobody' ? 'other' : signedAs,
  });
  return { shown: `${userName} is bestiller` };
};
