/** The numeric ISO codes of the country and the currency that are assumed where a message names none. */

/** ISO 3166. */
export const NORWAY = 578;
/** ISO 4217. */
export const NOK = 578;
