import { markedTitle, requestIn } from './item-words.ts';

const replyPrefix =
  /^(?:re|aw|sv|antw|ant|vs|odp|r|ref|res|rif|doorst|fwd?|wg|tr|rv|enc|i|ynt|atb|vá|回复|回覆|答复|转发|답장|תגובה|رد)(?:\[\d+\])?\s*[:：]\s*/iu;
const listTag = /^\[[^\]]{1,60}\]\s*/u;

interface Subject {
  /** Without "Re:" and a list's tag. */
  text: string;
  isReply: boolean;
}

function readSubject(subject: string): Subject {
  let text = subject.replace(/\s+/gu, ' ').trim();
  let isReply = false;
  for (let turn = 0; turn < 12; turn++) {
    const before = text;
    text = text.replace(listTag, '');
    if (replyPrefix.test(text)) isReply = true;
    text = text.replace(replyPrefix, '');
    if (text === before) break;
  }
  return { text: text.trim(), isReply };
}

/** The title in a subject that is a proposal by itself: "agenda+ budget", "Agenda item: budget". */
export function titleInSubject(subject: string): string | undefined {
  const { text, isReply } = readSubject(subject);
  if (isReply) return undefined;
  return markedTitle(text) ?? (/^please add/iu.test(text) ? requestIn(text)?.title : undefined);
}
