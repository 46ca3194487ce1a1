/** The start of a URI in a client certificate that names a terminal: `urn:aksept:terminal:T0000001`. */
export const TERMINAL_URI = 'urn:aksept:terminal:';
