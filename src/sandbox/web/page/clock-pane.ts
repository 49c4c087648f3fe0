import type { ClockShape, PageState } from '../shapes.ts';
import { get, post } from './api.ts';
import { attempt, h, options } from './dom.ts';
import { hourOf, longDate, relative } from './times.ts';

const speeds = [
  { value: '60', label: '1 minute a second' },
  { value: '600', label: '10 minutes a second' },
  { value: '3600', label: '1 hour a second' },
  { value: '14400', label: '4 hours a second' },
];

/** The time in which Convoke lives here, and the ways to move it. `onShow` hears of every new time. */
export class ClockPane {
  readonly element: HTMLElement;
  readonly #zone: string;
  readonly #onShow: (clock: ClockShape) => void;
  readonly #hour = h('span', { class: 'hour' });
  readonly #date = h('span', { class: 'date' });
  readonly #utc = h('span', { class: 'quiet' });
  readonly #next = h('p', { class: 'next' });
  readonly #until = h('input', { id: 'run-to', type: 'datetime-local', required: true });
  readonly #speed = h(
    'select',
    { 'aria-label': 'Speed', onchange: () => this.#isPlaying && this.#start() },
    options(speeds, '3600'),
  );
  readonly #step = button('Next step', () => this.#press(this.#step, 'step'));
  readonly #play = button('Play', () =>
    this.#isPlaying ? this.#press(this.#play, 'pause') : this.#start(),
  );
  readonly #run = h('button', { type: 'submit' }, 'Run to');
  #isPlaying = false;
  /** The visitor has chosen a time of their own. */
  #isChosen = false;

  constructor(state: PageState, onShow: (clock: ClockShape) => void) {
    this.#zone = state.zone;
    this.#onShow = onShow;
    this.#step.classList.add('primary');
    this.#until.addEventListener('input', () => {
      this.#isChosen = true;
    });
    this.element = h(
      'section',
      { class: 'pane clock', 'aria-label': 'Clock' },
      h('div', { class: 'face' }, h('time', { class: 'now' }, this.#hour, this.#date), this.#utc),
      this.#next,
      h('div', { class: 'clock-tools' }, this.#step, this.#play, this.#speed),
      h(
        'form',
        { class: 'run', onsubmit: (event) => this.#submit(event) },
        this.#run,
        h('label', { for: this.#until.id, class: 'hidden-label' }, 'Run to this time'),
        this.#until,
      ),
    );
  }

  refresh(): void {
    void attempt(undefined, async () => this.show(await get<ClockShape>('clock')));
  }

  show(clock: ClockShape): void {
    const { now, next, speed, moving, suggestion } = clock;
    const place = this.#zone.split('/').at(-1)?.replaceAll('_', ' ') ?? this.#zone;
    this.#hour.textContent = hourOf(now, this.#zone);
    this.#date.textContent = longDate(now, this.#zone);
    this.#utc.textContent = `${place} · ${hourOf(now, 'UTC')} UTC`;
    this.#next.textContent = this.#nextLine(clock);
    this.#isPlaying = speed !== undefined;
    this.#play.textContent = this.#isPlaying ? 'Pause' : 'Play';
    this.#step.disabled = next === undefined;
    this.element.classList.toggle('moving', this.#isPlaying || moving);
    if (!this.#isChosen) this.#until.value = suggestion;
    this.#onShow(clock);
  }

  #nextLine({ now, next }: ClockShape): string {
    if (next === undefined) return 'Nothing is due that Convoke knows of.';
    const distance = Date.parse(next) - Date.parse(now);
    if (distance <= 0) return 'Convoke is at work.';
    const zone = this.#zone;
    return `Next step ${relative(distance)}: ${longDate(next, zone)}, ${hourOf(next, zone)}`;
  }

  #press(control: HTMLButtonElement, path: string, body: object = {}): void {
    void attempt(control, async () => this.show(await post<ClockShape>(`clock/${path}`, body)));
  }

  #start(): void {
    this.#press(this.#play, 'play', { speed: Number(this.#speed.value) });
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#isChosen = false;
    this.#press(this.#run, 'run', { to: this.#until.value });
  }
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return h('button', { type: 'button', onclick }, label);
}
