import type { MailShape, PageState, Person } from '../shapes.ts';
import { post } from './api.ts';
import { attempt, h, notify, options, remember, remembered } from './dom.ts';
import { shortTime } from './times.ts';

export interface ReplyForm {
  element: HTMLElement;
  /** Sets which message is answered. */
  aim: (mail: MailShape) => void;
  hasWords: () => boolean;
  focus: () => void;
}

interface FormOptions {
  owner: string;
  state: PageState;
}

let forms = 0;

export function replyForm({ owner, state }: FormOptions): ReplyForm {
  forms += 1;
  let target: MailShape | undefined;
  const words = h('textarea', {
    id: `reply-${forms}`,
    rows: 4,
    required: true,
    placeholder: '- An item for the agenda (10 min)',
  });
  const about = h('p', { class: 'quiet' });
  const program = programPicker(state, `program-${forms}`);
  const one = h('button', { type: 'submit', class: 'primary', value: 'one' }, 'Send reply');
  const all = h('button', { type: 'submit', value: 'all' }, 'Reply to all');
  const form = h(
    'form',
    { class: 'compose', onsubmit: submit },
    h('label', { for: words.id }, 'Your reply'),
    about,
    words,
    h('div', { class: 'compose-tools' }, program.element, one, all),
  );

  function submit(event: Event): void {
    event.preventDefault();
    const pressed = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    if (!target) return;
    const draft = {
      program: program.value(),
      text: words.value,
      answers: target.id,
      all: pressed?.value === 'all',
    };
    void attempt(pressed ?? one, async () => {
      await post(`mail/${owner}`, draft);
      words.value = '';
      notify('Sent.');
    });
  }

  return {
    element: form,
    aim(mail) {
      target = mail;
      about.textContent = `To ${mail.from[0]?.name ?? mail.from[0]?.address ?? 'nobody'}, ${shortTime(mail.at, state.zone)}; goes to ${listed(readersOf(mail))}.`;
    },
    hasWords: () => words.value.trim() !== '',
    focus: () => words.focus(),
  };
}

export function newMailForm({
  owner,
  state,
  onDone,
}: FormOptions & { onDone: () => void }): HTMLElement {
  const to = h('input', {
    id: 'new-to',
    required: true,
    list: 'addresses',
    value: state.list.address,
  });
  const subject = h('input', { id: 'new-subject', required: true, maxlength: 500 });
  const words = h('textarea', { id: 'new-text', rows: 10, required: true });
  const program = programPicker(state, 'new-program');
  const send = h('button', { type: 'submit', class: 'primary' }, 'Send');
  const addresses = [
    state.list.address,
    state.convoke.mail,
    ...state.members.flatMap((member) => member.mail ?? []),
  ];
  const form = h(
    'form',
    { class: 'compose new', 'aria-label': 'New mail', onsubmit: submit },
    h('button', { type: 'button', class: 'plain', onclick: onDone }, '‹ All threads'),
    h('label', { for: to.id }, 'To'),
    to,
    h(
      'datalist',
      { id: 'addresses' },
      addresses.map((value) => h('option', { value })),
    ),
    h('label', { for: subject.id }, 'Subject'),
    subject,
    h('label', { for: words.id }, 'Text'),
    words,
    h('div', { class: 'compose-tools' }, program.element, send),
  );

  function submit(event: Event): void {
    event.preventDefault();
    const draft = {
      program: program.value(),
      text: words.value,
      to: to.value,
      subject: subject.value,
    };
    void attempt(send, async () => {
      await post(`mail/${owner}`, draft);
      notify('Sent.');
      onDone();
    });
  }
  return form;
}

function programPicker(
  state: PageState,
  id: string,
): { element: HTMLElement; value: () => string } {
  const choices = state.programs.map((program) => ({ value: program.id, label: program.name }));
  const chosen = remembered(
    'program',
    choices.map((choice) => choice.value),
  );
  const select = h(
    'select',
    { id, onchange: () => remember('program', select.value) },
    options(choices, chosen),
  );
  const element = h('span', { class: 'program' }, h('label', { for: id }, 'Mail program'), select);
  return { element, value: () => select.value };
}

function readersOf(mail: MailShape): Person[] {
  return mail.replyTo.length > 0 ? mail.replyTo : mail.from;
}

function listed(persons: Person[]): string {
  return persons.map((person) => person.address).join(', ');
}
