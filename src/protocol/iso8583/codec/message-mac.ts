/** How a codec computes MACs. src/pin/mac implements it, because protocol/ holds no keys. */
export interface MessageMac {
  /**
   * Computes the MAC element of a message. `covered` is the message from the MTI up to the MAC
   * element; it is not changed. Returns a new buffer of 8 bytes: the leading bytes of the MAC that
   * the dialect sends, then zeros.
   */
  compute(covered: Buffer): Buffer;
}
