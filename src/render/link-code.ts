import { linkPolicy } from '../domain/link-policy.ts';
import { cleanLine, subjectLine } from './clean-text.ts';
import { code, paragraph, strong, type Rendered } from './document.ts';

/** The code that proves that the person behind an account reads a mail address. */
export function renderLinkCode(link: {
  code: string;
  /** The account's name, as Discord shows it. */
  account: string;
  community: string;
}): Rendered {
  const account = cleanLine(link.account);
  const community = cleanLine(link.community);
  return {
    subject: subjectLine(`${link.code} is your code for ${community}`),
    document: {
      blocks: [
        paragraph(
          `${account}, on the Discord of ${community}, asks that this address and that account count as one person. If that is you, type there within ${linkPolicy.validMinutes} minutes:`,
        ),
        paragraph(code(`/me confirm ${link.code}`)),
        paragraph('If it isn’t you, do ', strong('nothing'), ': without the code nothing happens.'),
      ],
    },
  };
}
