/** Whether HTTP demands a bearer token or a client certificate, by the settings. */
import { isLoopback } from './quantity.ts';
import type { Settings } from './settings-table.ts';

export function demandsAccess({ httpAuth, httpHost }: Pick<Settings, 'httpAuth' | 'httpHost'>): boolean {
  return httpAuth === 'required' || !isLoopback(httpHost);
}
