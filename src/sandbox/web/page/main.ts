import type { PageState } from '../shapes.ts';
import { get, listen } from './api.ts';
import { ChatPane } from './chat-pane.ts';
import { ClockPane } from './clock-pane.ts';
import { h, notify } from './dom.ts';
import { MailPane } from './mail-pane.ts';
import { MeetingPane } from './meeting-pane.ts';
import { paneTabs } from './tabs.ts';

try {
  build(await get<PageState>('state'));
} catch (error) {
  notify(error instanceof Error ? error.message : String(error), 'error');
}

function build(state: PageState): void {
  document.title = state.title;
  const mail = new MailPane(state);
  const meeting = new MeetingPane(state);
  const chat = new ChatPane(state);
  const clock = new ClockPane(state, ({ now }) => chat.tick(Date.parse(now)));
  const right = h('div', { class: 'column', id: 'pane-right' }, clock.element, meeting.element);
  document.getElementById('panes')?.replaceChildren(mail.element, chat.element, right);
  const tabs = paneTabs([
    { label: 'Mail', target: mail.element },
    { label: 'Channel', target: chat.element },
    { label: 'Meeting', target: right },
  ]);
  clock.refresh();
  listen(
    {
      mail: ({ member }) => {
        mail.changed(member);
        tabs.stir(mail.element);
        meeting.stir();
      },
      discord: ({ channel }) => {
        chat.changed(channel);
        tabs.stir(chat.element);
        meeting.stir();
      },
      clock: (now) => {
        clock.show(now);
        if (!now.moving) meeting.stir();
      },
    },
    () => {
      mail.refresh();
      chat.refresh();
      clock.refresh();
    },
  );
}
