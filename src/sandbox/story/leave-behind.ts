import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { meetingDate } from './cast.ts';
import type { Stage } from './stage.ts';

/** Puts the mails that Convoke sent, the agenda and the minutes into a folder. */
export async function leaveBehind(stage: Stage, folder: string, from: string): Promise<void> {
  await mkdir(join(folder, 'mails'), { recursive: true });
  const sent = stage.list.submissions.filter((submission) => submission.from === from);
  for (const [index, { raw }] of sent.entries())
    await writeFile(join(folder, 'mails', `${String(index + 1).padStart(2, '0')}.eml`), raw);
  await writeFile(join(folder, 'agenda.md'), await stage.operator.agendaMarkdown(meetingDate));
  await writeFile(join(folder, 'minutes.md'), await stage.operator.minutesMarkdown(meetingDate));
}
