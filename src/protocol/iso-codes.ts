/** Numeric ISO codes of the country and currency to assume when a message has none. */

/** ISO 3166-1 numeric. */
export const NORWAY = 578;
/** ISO 4217 numeric. */
export const NOK = 578;
