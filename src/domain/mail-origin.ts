/** What could be verified of where a message came from. Nothing here rests on what the message says of itself. */
export interface MailOrigin {
  /** Domains whose good signature covers the whole message and its From, Date and Message-ID. */
  signedBy: string[];
  /** The domain of From, where DMARC counts a fresh signature as its own. */
  alignedDomain?: string;
  /** The domain of From wants its mail refused unless it is signed, and this isn't. */
  isForbidden: boolean;
  /** Domains that a configured sealer found authenticated when the message came there. */
  sealedDomains: string[];
  /** Whether the envelope sender's domain lets the host that handed the message to our server send for it (RFC 7208). */
  hop: 'allowed' | 'denied' | 'unknown';
  /** Something could not be looked up; another time it may be known. */
  isUnsure: boolean;
}

export const unknownOrigin: MailOrigin = {
  signedBy: [],
  isForbidden: false,
  sealedDomains: [],
  hop: 'unknown',
  isUnsure: false,
};
