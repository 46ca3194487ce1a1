/** Where the browser is: the part of the address behind `#`. */
import { signal } from '@preact/signals';

export const path = signal(location.hash);
