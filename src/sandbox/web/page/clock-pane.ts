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

export interface ClockPane {
  element: HTMLElement;
  show: (clock: ClockShape) => void;
  refresh: () => void;
}

/** The time in which Convoke lives here, and the ways to move it. `onShow` hears of every new time. */
export function clockPane(state: PageState, onShow: (clock: ClockShape) => void): ClockPane {
  const hour = h('span', { class: 'hour' });
  const date = h('span', { class: 'date' });
  const utc = h('span', { class: 'quiet' });
  const next = h('p', { class: 'next' });
  const until = h('input', { id: 'run-to', type: 'datetime-local', required: true });
  let touched = false;
  until.addEventListener('input', () => (touched = true));
  const speed = h(
    'select',
    { id: 'speed', 'aria-label': 'Speed', onchange: () => playing && start() },
    options(speeds, '3600'),
  );
  let playing = false;

  const step = h(
    'button',
    { type: 'button', class: 'primary', onclick: () => press(step, 'step') },
    'Next step',
  );
  const play = h(
    'button',
    { type: 'button', onclick: () => (playing ? press(play, 'pause') : start()) },
    'Play',
  );
  const run = h('button', { type: 'submit' }, 'Run to');
  const runForm = h(
    'form',
    { class: 'run', onsubmit: submit },
    run,
    h('label', { for: until.id, class: 'hidden-label' }, 'Run to this time'),
    until,
  );
  const element = h(
    'section',
    { class: 'pane clock', 'aria-label': 'Clock' },
    h(
      'div',
      { class: 'face' },
      h('time', { class: 'now', 'aria-label': 'Virtual time' }, hour, date),
      utc,
    ),
    next,
    h('div', { class: 'clock-tools' }, step, play, speed),
    runForm,
  );

  function press(button: HTMLButtonElement, path: string, body: object = {}): void {
    void attempt(button, async () => show(await post<ClockShape>(`clock/${path}`, body)));
  }

  function start(): void {
    press(play, 'play', { speed: Number(speed.value) });
  }

  function submit(event: Event): void {
    event.preventDefault();
    touched = false;
    press(run, 'run', { to: until.value });
  }

  function show(clock: ClockShape): void {
    hour.textContent = hourOf(clock.now, state.zone);
    date.textContent = longDate(clock.now, state.zone);
    const zone = state.zone.split('/').at(-1)?.replaceAll('_', ' ') ?? state.zone;
    utc.textContent = `${zone} · ${hourOf(clock.now, 'UTC')} UTC`;
    playing = clock.speed !== undefined;
    play.textContent = playing ? 'Pause' : 'Play';
    step.disabled = clock.next === undefined;
    next.textContent = nextLine(clock);
    element.classList.toggle('moving', playing || clock.moving);
    if (!touched) until.value = clock.suggestion;
    onShow(clock);
  }

  function nextLine({ now, next: at }: ClockShape): string {
    if (at === undefined) return 'Nothing is due that Convoke knows of.';
    const distance = Date.parse(at) - Date.parse(now);
    if (distance <= 0) return 'Convoke is at work.';
    return `Next step ${relative(distance)}: ${longDate(at, state.zone)}, ${hourOf(at, state.zone)}`;
  }

  return {
    element,
    show,
    refresh: () => void attempt(undefined, async () => show(await get<ClockShape>('clock'))),
  };
}
