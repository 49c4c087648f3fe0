import { UserError } from '../domain/user-error.ts';

export interface Problem {
  /** As the input names it: `listAddress`, `policy.call`. */
  field: string;
  message: string;
}

/** What is wrong with the fields that a person filled in; who asked for them knows by what name the person knows them. */
export class WrongInput extends UserError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join('\n'), options);
    this.problems = problems;
  }
}

/** What `read` gives; what it finds wrong is this field's fault. */
export function readField<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof WrongInput) throw error;
    throw new WrongInput([{ field, message: error.message }], { cause: error });
  }
}
