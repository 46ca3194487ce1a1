/** The address of a PostgreSQL server as it may be printed. */

/** Parts of the query that say where the server is; all others may be secrets. */
const SHOWN: readonly string[] = ['host', 'port'];

/** Without password. Undefined when the address is no URL. */
export function shownAddress(address: string): string | undefined {
  // A socket is named by `?host=`, and the host of the URL is empty then.
  const url = parsed(address);
  if (url === undefined) return undefined;
  const query = SHOWN.flatMap((name) => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [`${name}=${value}`];
  }).join('&');
  const user = url.username === '' ? '' : `${url.username}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}${query === '' ? '' : `?${query}`}`;
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
