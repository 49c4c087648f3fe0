/** Discord's limit for one message. */
const messageChars = 2000;

const cutNote = '*… there is more than fits here.*';

/**
 * Text as the messages that carry it: each at most 2,000 characters, parted between lines where possible, else
 * between words. What would take more than `maxMessages` is cut, and says so.
 */
export function splitText(text: string, maxMessages = 5): string[] {
  const messages: string[] = [];
  let rest = text.trim();
  while (rest !== '' && messages.length < maxMessages) {
    const isLast = messages.length === maxMessages - 1;
    const room =
      isLast && rest.length > messageChars ? messageChars - cutNote.length - 1 : messageChars;
    const end = rest.length <= room ? rest.length : breakBefore(rest, room);
    const message = rest.slice(0, end).trimEnd();
    rest = rest.slice(end).trim();
    messages.push(isLast && rest !== '' ? `${message}\n${cutNote}` : message);
  }
  return messages.length > 0 ? messages : ['Done.'];
}

/** Where to part: the last line end in the second half of the room, else the last space, else in mid-word. */
function breakBefore(text: string, room: number): number {
  const window = text.slice(0, room + 1);
  const newLine = window.lastIndexOf('\n');
  if (newLine > room / 2) return newLine;
  const space = window.lastIndexOf(' ');
  if (space > room / 2) return space;
  // Not between the halves of a character beyond the basic plane.
  return isHighSurrogate(text.charCodeAt(room - 1)) ? room - 1 : room;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
