import type { Words } from '../../../../../src/protocol/language.ts';

/** Administrer roller. */
export const ROLE_WORDS = {
  administerRoles: { en: 'Administer roles', nb: 'Administrer roller' },
  rolesLead: {
    en: 'The users of a role have the same access. There must always be two approvals, by two people.',
    nb: 'Brukerne i en rolle har de samme tilgangene. Det skal alltid være to godkjenninger, av to personer.',
  },
  roles: { en: 'Roles', nb: 'Roller' },
  addRole: { en: 'Add a role', nb: 'Legg til roller' },
  newRole: { en: 'New role', nb: 'Ny rolle' },
  chooseRole: { en: 'Choose a role, or add one.', nb: 'Velg en rolle, eller legg til en.' },
  roleSize: {
    en: '{users} {users:user|users}, {accounts} {accounts:account|accounts}',
    nb: '{users} {users:bruker|brukere}, {accounts} {accounts:konto|kontoer}',
  },
  roleName: { en: 'Name of the role', nb: 'Navn på rollen' },
  roleUsersHint: { en: 'Choose the people who have the same rights.', nb: 'Velg hvilke personer som skal ha samme rettigheter.' },
  access: { en: 'Access', nb: 'Tilganger' },
  see: { en: 'See', nb: 'Se' },
  mayRegister: { en: 'Register', nb: 'Registrere' },
  approvalLevel: { en: 'Approval level', nb: 'Godkjenningsnivå' },
  approves_none: { en: 'No approval', nb: 'Ingen godkjenning' },
  approves_others: { en: 'Approve', nb: 'Godkjenne' },
  approves_own: { en: 'Approve, and approve own', nb: 'Godkjenne og Godkjenne egne' },
  findAccounts: { en: 'Find accounts', nb: 'Finn kontoer' },
  accounts_all: { en: 'all accounts', nb: 'alle kontoer' },
  accounts_ticked: { en: 'those that are ticked', nb: 'de som er huket av' },
  tickAll: { en: 'Tick all {count}', nb: 'Huk av alle {count}' },
  untickAll: { en: 'Untick all', nb: 'Hak bort alle' },
  accountsTicked: { en: '{count} {count:account is|accounts are} ticked.', nb: '{count} {count:konto|kontoer} er huket av.' },
  accountsLeftOff: { en: '{count} more; find them by name or number.', nb: '{count} til; finn dem med navn eller nummer.' },
  takesNewAccounts: { en: 'Accounts of new orders are ticked, too', nb: 'Kontoer fra nye bestillinger hukes også av' },
  notSaved: { en: 'Not saved yet. Remember to save.', nb: 'Ikke lagret ennå. Husk å lagre.' },
  roleSaved: { en: 'The role is saved.', nb: 'Rollen er lagret.' },
  roleDeleted: { en: 'The role {name} is deleted.', nb: 'Rollen {name} er slettet.' },
  deleteRole: { en: 'Delete the role', nb: 'Slett rollen' },
  deleteRoleSure: {
    en: 'Delete the role {name}? Its users lose what it gives them.',
    nb: 'Slette rollen {name}? Brukerne mister tilgangene den gir.',
  },
} as const satisfies Record<string, Words>;
