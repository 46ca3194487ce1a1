/** The types of bodies and answers. */

export const JSON_TYPE = 'application/json';
/** One JSON object a line. */
export const NDJSON_TYPE = 'application/x-ndjson';

export const XML_TYPE = 'application/xml';

/** Whether a header names XML, which only uploads of payment files are. */
export function isXml(contentType: string | undefined): boolean {
  return /^application\/xml\s*(;|$)/i.test(contentType ?? '');
}

/** Whether a header content-type names lines of JSON. */
export function isLines(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith(NDJSON_TYPE) === true;
}
