/** Validates messages with the XSD files of ../schema, which describe the part of each message that is read or written. */
import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';

function disposing<T extends { dispose(): void }, R>(made: T, use: (made: T) => R): R {
  try {
    return use(made);
  } finally {
    made.dispose();
  }
}

/** Throws with the validator's words when the message is not valid. */
export function isValid(message: string, text: string): void {
  const schema = readFileSync(new URL(`../schema/${message}.xsd`, import.meta.url));
  disposing(XmlDocument.fromBuffer(schema), (xsd) =>
    disposing(XsdValidator.fromDoc(xsd), (validator) =>
      disposing(XmlDocument.fromString(text), (document) => validator.validate(document)),
    ),
  );
}
