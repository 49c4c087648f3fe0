import type { AnswerShape, ChannelShape, GuildShape, MessageShape, PageState } from '../shapes.ts';
import { get, post } from './api.ts';
import { chatComposer } from './chat-composer.ts';
import { messageList } from './chat-messages.ts';
import { openModal } from './chat-modal.ts';
import { attempt, h, notify, options, remember, remembered } from './dom.ts';
import type { Pane } from './mail-pane.ts';
import type { Reader } from './markdown-view.ts';

/** Everything in the chat that acts on a member's behalf. */
export interface Actor {
  state: PageState;
  reader: Reader;
  /** The Discord id of the member who acts. */
  userId: () => string;
  channelId: () => string;
  guild: () => GuildShape;
  /** Sends what the member did, with who and where; shows what the bot answers. */
  act: (path: string, body: object) => Promise<void>;
  enter: (channelId: string) => void;
}

export interface ChatPane extends Pane {
  changed: (channelId?: string) => void;
  /** The virtual time has moved. */
  tick: (now: number) => void;
}

const marks = { text: '#', thread: '↳', direct: '@', voice: '' };
const emptyGuild: GuildShape = { channels: [], commands: [], users: [], roles: [] };

/** The Discord server, as one of its members sees it and acts in it. */
export function chatPane(state: PageState): ChatPane {
  const players = state.members.filter((member) => member.discord !== undefined);
  let userId = remembered(
    'player',
    players.map((member) => member.discord ?? ''),
  );
  let channelId = '';
  let guild = emptyGuild;
  let now = Date.now();
  const reader: Reader = {
    zone: state.zone,
    now: () => now,
    userName: (id) => guild.users.find((user) => user.id === id)?.name,
    channelName: (id) => guild.channels.find((channel) => channel.id === id)?.name,
    roleName: (id) => guild.roles.find((role) => role.id === id)?.name,
  };
  const actor: Actor = {
    state,
    reader,
    userId: () => userId,
    channelId: () => channelId,
    guild: () => guild,
    act,
    enter,
  };
  const messages = messageList(actor);
  const composer = chatComposer(actor);
  const channels = h('nav', { class: 'channels', 'aria-label': 'Channels' });
  const topic = h('p', { class: 'quiet topic' });
  const picker = h(
    'select',
    { id: 'player', onchange: () => choose(picker.value) },
    options(
      players.map((member) => ({ value: member.discord ?? '', label: member.name })),
      userId,
    ),
  );
  const element = h(
    'section',
    { class: 'pane chat', id: 'pane-chat', 'aria-label': 'Discord' },
    h(
      'div',
      { class: 'pane-head' },
      h(
        'div',
        { class: 'head-row' },
        h('h2', {}, state.guild, h('span', { class: 'quiet' }, 'Discord server')),
        h('div', { class: 'pane-tools' }, h('label', { for: 'player' }, 'Act as'), picker),
      ),
      channels,
      topic,
    ),
    messages.element,
    composer.element,
  );

  function choose(id: string): void {
    userId = id;
    remember('player', id);
    refresh();
  }

  function enter(id: string): void {
    channelId = id;
    showChannels();
    loadMessages();
  }

  function refresh(): void {
    void attempt(undefined, async () => {
      guild = await get<GuildShape>(`discord?as=${userId}&channel=${channelId}`);
      const texts = guild.channels.filter((channel) => channel.kind !== 'voice');
      if (!texts.some((channel) => channel.id === channelId)) channelId = texts[0]?.id ?? '';
      showChannels();
      composer.refresh();
      loadMessages();
    });
  }

  function loadMessages(): void {
    const wanted = { channelId, userId };
    if (channelId === '') return;
    void attempt(undefined, async () => {
      const list = await get<MessageShape[]>(`discord/channels/${channelId}?as=${userId}`);
      if (wanted.channelId === channelId && wanted.userId === userId)
        messages.show(list, `${channelId} ${userId}`);
    });
  }

  function showChannels(): void {
    const focused = document.activeElement?.getAttribute('data-channel');
    channels.replaceChildren(
      ...guild.channels
        .filter((channel) => !channel.isArchived || channel.id === channelId)
        .map((channel) =>
          channel.kind === 'voice' ? voiceButton(channel) : channelButton(channel),
        ),
    );
    if (focused) channels.querySelector<HTMLElement>(`[data-channel="${focused}"]`)?.focus();
    topic.textContent = guild.channels.find((channel) => channel.id === channelId)?.topic ?? '';
    composer.refresh();
  }

  function channelButton({ id, name, kind }: ChannelShape): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        'data-channel': id,
        'aria-current': id === channelId ? 'true' : false,
        onclick: () => enter(id),
      },
      `${marks[kind]} ${name}`,
    );
  }

  /** Voice has no sound here; being in the channel is what counts. */
  function voiceButton({ id, name, present }: ChannelShape): HTMLElement {
    const isIn = present.includes(userId);
    const button = h(
      'button',
      {
        type: 'button',
        class: 'voice',
        'data-channel': id,
        'aria-pressed': String(isIn),
        title: present.map((user) => reader.userName(user) ?? '').join(', '),
        onclick: () => void attempt(button, () => act('voice', { voice: isIn ? null : id })),
      },
      `${isIn ? 'Leave' : 'Join'} ${name}`,
      present.length > 0 && h('span', { class: 'count' }, String(present.length)),
    );
    return button;
  }

  async function act(path: string, body: object): Promise<void> {
    const answer = await post<AnswerShape>(`discord/${path}`, {
      as: userId,
      channel: channelId,
      ...body,
    });
    if (answer.kind === 'silent') notify(answer.text, 'error');
    if (answer.kind === 'modal') openModal(answer, actor);
  }

  refresh();
  return {
    element,
    refresh,
    changed: (changedChannel) => {
      if (changedChannel === channelId) loadMessages();
      else refresh();
    },
    tick: (moment) => {
      now = moment;
      messages.tick();
    },
  };
}
