import { howToProve, type Deed } from '../domain/proof.ts';
import { UserError } from '../domain/user-error.ts';

/** The person may do this, but nothing shows that it is they. The message says how to prove it. */
export class NotProven extends UserError {
  constructor(deed: Deed) {
    super(howToProve(deed));
  }
}
