/** How what is wrong with a dialect is said: the place in the file, and the known word that was probably meant. */

/** What is wrong, and where. Together: `elements.2.format must be ...`. */
export interface Fault {
  readonly place: string;
  readonly what: string;
}
