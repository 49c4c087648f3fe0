import type { AnswerShape, ChannelShape, GuildShape, MessageShape, PageState } from '../shapes.ts';
import type { Actor } from './actor.ts';
import { get, post } from './api.ts';
import { ChatComposer } from './chat-composer.ts';
import { messageList } from './chat-messages.ts';
import { openModal } from './chat-modal.ts';
import { attempt, h, notify, options, remember, remembered } from './dom.ts';
import type { Reader } from './markdown-view.ts';

const marks = { text: '#', thread: '↳', direct: '@', voice: '' };

/** The Discord server, as one of its members sees it and acts in it. */
export class ChatPane implements Actor {
  readonly element: HTMLElement;
  readonly reader: Reader;
  userId: string;
  channelId = '';
  guild: GuildShape = { channels: [], commands: [], users: [], roles: [] };
  #now = Date.now();
  readonly #messages = messageList(this);
  readonly #composer = new ChatComposer(this);
  readonly #channels = h('nav', { class: 'channels', 'aria-label': 'Channels' });
  readonly #topic = h('p', { class: 'quiet topic' });

  constructor(state: PageState) {
    const players = state.members.flatMap(({ name, discord }) =>
      discord === undefined ? [] : [{ value: discord, label: name }],
    );
    this.userId = remembered(
      'player',
      players.map(({ value }) => value),
    );
    this.reader = {
      zone: state.zone,
      now: () => this.#now,
      userName: (id) => this.guild.users.find((user) => user.id === id)?.name,
      channelName: (id) => this.guild.channels.find((channel) => channel.id === id)?.name,
      roleName: (id) => this.guild.roles.find((role) => role.id === id)?.name,
    };
    const picker = h(
      'select',
      { id: 'player', onchange: () => this.#choose(picker.value) },
      options(players, this.userId),
    );
    const tools = h(
      'div',
      { class: 'pane-tools' },
      h('label', { for: 'player' }, 'Act as'),
      picker,
    );
    const title = h('h2', {}, state.guild, h('span', { class: 'quiet' }, 'Discord server'));
    this.element = h(
      'section',
      { class: 'pane chat', id: 'pane-chat', 'aria-label': 'Discord' },
      h(
        'div',
        { class: 'pane-head' },
        h('div', { class: 'head-row' }, title, tools),
        this.#channels,
        this.#topic,
      ),
      this.#messages.element,
      this.#composer.element,
    );
    this.refresh();
  }

  /** Looks at everything again. */
  refresh(): void {
    void attempt(undefined, async () => {
      this.guild = await get<GuildShape>(`discord?as=${this.userId}&channel=${this.channelId}`);
      const texts = this.guild.channels.filter((channel) => channel.kind !== 'voice');
      if (!texts.some((channel) => channel.id === this.channelId))
        this.channelId = texts[0]?.id ?? '';
      this.#showChannels();
      this.#loadMessages();
    });
  }

  changed(channelId?: string): void {
    if (channelId === this.channelId) this.#loadMessages();
    else this.refresh();
  }

  /** The virtual time has moved. */
  tick(now: number): void {
    this.#now = now;
    this.#messages.tick();
  }

  enter(channelId: string): void {
    this.channelId = channelId;
    this.refresh();
  }

  async act(path: string, body: object): Promise<void> {
    const who = { as: this.userId, channel: this.channelId };
    const answer = await post<AnswerShape>(`discord/${path}`, { ...who, ...body });
    if (answer.kind === 'silent') notify(answer.text, 'error');
    if (answer.kind === 'modal') openModal(answer, this);
  }

  #choose(userId: string): void {
    this.userId = userId;
    remember('player', userId);
    this.refresh();
  }

  #loadMessages(): void {
    const { channelId, userId } = this;
    if (channelId === '') return;
    void attempt(undefined, async () => {
      const list = await get<MessageShape[]>(`discord/channels/${channelId}?as=${userId}`);
      if (channelId === this.channelId && userId === this.userId)
        this.#messages.show(list, `${channelId} ${userId}`);
    });
  }

  #showChannels(): void {
    const { channels } = this.guild;
    const focused = document.activeElement?.getAttribute('data-channel');
    this.#channels.replaceChildren(
      ...channels
        .filter((channel) => !channel.isArchived || channel.id === this.channelId)
        .map((channel) =>
          channel.kind === 'voice' ? this.#voiceButton(channel) : this.#channelButton(channel),
        ),
    );
    if (focused) this.#channels.querySelector<HTMLElement>(`[data-channel="${focused}"]`)?.focus();
    const current = channels.find((channel) => channel.id === this.channelId);
    this.#topic.textContent = current?.topic ?? '';
    this.#composer.refresh();
  }

  #channelButton({ id, name, kind }: ChannelShape): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        'data-channel': id,
        'aria-current': id === this.channelId ? 'true' : false,
        onclick: () => this.enter(id),
      },
      `${marks[kind]} ${name}`,
    );
  }

  /** Voice has no sound here; being in the channel is what counts. */
  #voiceButton({ id, name, present }: ChannelShape): HTMLElement {
    const isIn = present.includes(this.userId);
    const button = h(
      'button',
      {
        type: 'button',
        class: 'voice',
        'data-channel': id,
        'aria-pressed': String(isIn),
        title: present.map((user) => this.reader.userName(user) ?? '').join(', '),
        onclick: () =>
          void attempt(button, async () => this.act('voice', { voice: isIn ? null : id })),
      },
      `${isIn ? 'Leave' : 'Join'} ${name}`,
      present.length > 0 && h('span', { class: 'count' }, String(present.length)),
    );
    return button;
  }
}
