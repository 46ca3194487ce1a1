/** What a codec needs of a message's MAC. The keys are elsewhere; protocol/ holds none. */
export interface MessageMac {
  /**
   * The MAC element of a message. In: the bytes from the MTI to the last one before the MAC element; they are left as
   * they are. Out: a new buffer of 8 bytes, the leading bytes of the MAC that the dialect sends and zeros after them.
   */
  compute(covered: Buffer): Buffer;
}
