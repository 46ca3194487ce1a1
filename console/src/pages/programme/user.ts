/** Who uses the back office in this browser, and what the server lets them do. */
import { computed, signal } from '@preact/signals';
import { ApiError, get, type Headers } from '../../api/http.ts';
import { language, remember, remembered } from '../../settings.ts';
import { ROUTES } from './routes.ts';
import type { ChoosableAccount, ChoosableUser, ChoosableUsers, Me, Rows, Subscription } from './types.ts';

const FORBIDDEN = 403;

/** Those to choose from; undefined where the token is bound to a user, and before it is known. */
export const users = signal<readonly ChoosableUser[] | undefined>(undefined);
export const userId = signal(remembered('programmeUser'));
export const me = signal<Me | undefined>(undefined);
/** The accounts that roles of the user tick, of the subscription. */
export const ownAccounts = signal<readonly ChoosableAccount[]>([]);
export const problem = signal('');

const chosenSubscription = signal(Number(remembered('programmeSubscription')));

function chosenOf(all: readonly Subscription[]): Subscription | undefined {
  return all.find(({ subscriptionId }) => subscriptionId === chosenSubscription.value) ?? all[0];
}

export const subscription = computed<Subscription | undefined>(() => chosenOf(me.value?.subscriptions ?? []));

/** Administers accounts, orders or users. */
export function isOfTheOffice({ isAdministrator, isBestiller }: Subscription): boolean {
  return isAdministrator || isBestiller;
}

/** A user is named where one can be chosen. Sentences come in the language of the page. */
export function userHeaders(): Headers {
  const headers = { 'accept-language': language.value };
  return users.value === undefined || userId.value === '' ? headers : { ...headers, 'aksept-user': userId.value };
}

async function loadUsers(): Promise<void> {
  try {
    const answer = await get<ChoosableUsers>(ROUTES.users);
    users.value = answer.users;
    if (!answer.users.some((each) => each.userId === userId.value)) userId.value = answer.users[0]?.userId ?? '';
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== FORBIDDEN) throw error;
    users.value = undefined;
  }
}

const ACCOUNTS_SHOWN_MAX = 500;

async function ownAccountsOf({ isBank, subscriptions }: Me): Promise<readonly ChoosableAccount[]> {
  const chosen = chosenOf(subscriptions);
  if (chosen === undefined || isBank) return [];
  const path = `${ROUTES.ownAccounts}?subscription=${chosen.subscriptionId}&limit=${ACCOUNTS_SHOWN_MAX}`;
  return (await get<Rows<ChoosableAccount>>(path, userHeaders())).rows;
}

export async function loadOwnAccounts(): Promise<void> {
  const { value } = me;
  if (value === undefined) return;
  const accounts = await ownAccountsOf(value);
  if (value === me.value) ownAccounts.value = accounts;
}

async function loadMe(): Promise<void> {
  const asked = userId.value;
  const answer = await get<Me>(ROUTES.me, userHeaders());
  const accounts = await ownAccountsOf(answer);
  // Another user was chosen meanwhile.
  if (asked !== userId.value) return;
  // First, so that nobody reads that there is no access.
  ownAccounts.value = accounts;
  me.value = answer;
}

async function load(work: () => Promise<void>): Promise<void> {
  try {
    problem.value = '';
    await work();
  } catch (error) {
    problem.value = error instanceof Error ? error.message : String(error);
  }
}

/** What roles give, and names of accounts, change while the console is open. */
export function refreshOwnAccounts(): Promise<void> {
  return load(loadOwnAccounts);
}

/** Also when users were registered meanwhile. */
export async function loadUser(): Promise<void> {
  await load(async () => {
    await loadUsers();
    await loadMe();
  });
}

export async function chooseUser(chosen: string): Promise<void> {
  // No page asks for anything before it is known what the user sees.
  me.value = undefined;
  userId.value = chosen;
  remember('programmeUser', chosen);
  await load(loadMe);
}

export async function chooseSubscription(chosen: number): Promise<void> {
  chosenSubscription.value = chosen;
  remember('programmeSubscription', String(chosen));
  await load(loadOwnAccounts);
}
