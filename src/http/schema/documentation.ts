/** Responses of the documentation routes. */
import { z } from 'zod';

/** OpenAPI 3.1. */
export const OPENAPI = z.looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) });

/** HTML. */
export const DOCS_PAGE = z.string();
