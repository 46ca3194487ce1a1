/** The types of bodies and answers. */

export const JSON_TYPE = 'application/json';
/** One JSON object a line. */
export const NDJSON_TYPE = 'application/x-ndjson';
