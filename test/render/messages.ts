import type { Sheet } from '../../src/domain/sheet.ts';
import { renderAgenda } from '../../src/render/agenda.ts';
import { renderCall } from '../../src/render/call.ts';
import { renderCancel } from '../../src/render/cancel.ts';
import { renderChase } from '../../src/render/chase.ts';
import { renderConfirm } from '../../src/render/confirm.ts';
import type { Rendered } from '../../src/render/document.ts';
import { renderDraft } from '../../src/render/draft.ts';
import { renderMoved } from '../../src/render/moved.ts';
import { renderOpen } from '../../src/render/open.ts';
import { renderPublished } from '../../src/render/published.ts';
import { renderRemind } from '../../src/render/remind.ts';

/** Every message that Convoke sends about a meeting. */
export function everyMessage(sheet: Sheet, now: Temporal.Instant): Record<string, Rendered> {
  const publishAt = now.add({ hours: 72 });
  return {
    call: renderCall(sheet, now),
    remind: renderRemind(sheet, now),
    remindOne: renderRemind(sheet, now, { id: 'person-1', name: 'Anil Madhavapeddy' }),
    confirm: renderConfirm(sheet, now),
    cancel: renderCancel(sheet, now),
    moved: renderMoved(sheet, now),
    agenda: renderAgenda(sheet, now),
    open: renderOpen(sheet, now),
    draft: renderDraft(sheet, now, publishAt),
    published: renderPublished(sheet, now),
    chase: renderChase(sheet, now, publishAt),
  };
}
