/** Passwords in addresses, such as `redis://user:password@host`. */

const CREDENTIALS = /^([a-z][a-z+-]*:\/\/)[^@/]*@/i;
/** What follows the user's name. A password can also be a parameter of the address. */
const PASSWORD = /^[a-z][a-z+-]*:\/\/[^@/:]*:[^@/]*@|[?&](?:ssl)?password=/i;
const PASSWORD_PARAMETERS = /([?&](?:ssl)?password=)[^&]*/gi;

export function holdsPassword(value: unknown): boolean {
  return typeof value === 'string' && PASSWORD.test(value);
}

/** The address as a person may see it. */
export function withoutPassword(address: string): string {
  return address.replace(CREDENTIALS, '$1***@').replace(PASSWORD_PARAMETERS, '$1***');
}
