import { ComponentType, type APIModalSubmission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { ChatValues } from '../../../src/adapters/discord/chat-command.ts';
import { chatCommandAt } from '../../../src/adapters/discord/chat-commands.ts';
import { formOf, readForm, wordsOf } from '../../../src/adapters/discord/chat-form.ts';
import { UserError } from '../../../src/domain/user-error.ts';

function open(path: string, values: ChatValues, known: ChatValues = {}, series?: string) {
  const command = chatCommandAt(path.split(' '));
  if (!command?.modal) throw new Error(`/${path} has no form`);
  const asked = { command, values, ...(series === undefined ? {} : { series }) };
  return formOf(asked, command.modal, known);
}

/** The form as it comes back when its fields hold these texts, and otherwise what they held. */
function submit(form: ReturnType<typeof open>, texts: Record<string, string>): APIModalSubmission {
  const inputs = inputsOf(form).map(({ custom_id, value }) => ({
    type: ComponentType.TextInput as const,
    id: 1,
    custom_id,
    value: texts[custom_id] ?? value ?? '',
  }));
  return {
    custom_id: form.custom_id,
    components: inputs.map((component) => ({ type: ComponentType.Label, id: 2, component })),
  };
}

function inputsOf(form: ReturnType<typeof open>) {
  return form.components.flatMap((each) =>
    each.type === ComponentType.Label && each.component.type === ComponentType.TextInput
      ? [each.component]
      : [],
  );
}

describe('a form', () => {
  it('begins with what was given beside the command', () => {
    const form = open('agenda add', { lead: 'Ann', minutes: 10 });
    const begun = Object.fromEntries(inputsOf(form).map((each) => [each.custom_id, each.value]));
    expect(begun).toMatchObject({ title: undefined, lead: 'Ann', minutes: '10' });
  });

  it('carries what has no field through to its submission', () => {
    const form = open('agenda add', { outcome: 'decision' }, {}, 'board');
    expect(readForm(submit(form, { title: 'Release' }))).toMatchObject({
      values: { title: 'Release', outcome: 'decision' },
      series: 'board',
    });
  });

  it('keeps within Discord’s 100 characters of custom_id for any series that can be named', () => {
    const item = { title: 't', details: 'd', lead: 'l', minutes: 1, link: 'https://example.org' };
    const edit = open('agenda edit', { item: 9999 }, item, 'x'.repeat(50));
    expect(edit.custom_id.length).toBeLessThanOrEqual(100);
    const add = open('agenda add', { outcome: 'information' }, {}, 'x'.repeat(50));
    expect(add.custom_id.length).toBeLessThanOrEqual(100);
    expect(() => open('agenda add', {}, {}, 'é'.repeat(50))).toThrow(UserError);
  });

  it('tells a field that was emptied from one that was never filled', () => {
    const form = open('agenda edit', { item: 2 }, { title: 'Old', details: 'long story' });
    const { values } = readForm(submit(form, { details: ' ', lead: '' }));
    expect(values).toEqual({ item: '2', title: 'Old', details: '' });
  });

  it('leaves a field empty, and its value alone, when the value doesn’t fit', () => {
    const form = open('agenda edit', { item: 2 }, { title: 'Old', details: 'x'.repeat(4001) });
    expect(inputsOf(form).map(({ value }) => value)).toEqual(['Old', ...Array(4)]);
    expect(readForm(submit(form, {})).values).toEqual({ item: '2', title: 'Old' });
  });

  it('reads inputs that stand in rows, as older forms have them', () => {
    const input = { type: ComponentType.TextInput as const, id: 1, custom_id: 'title', value: 'A' };
    const row = { type: ComponentType.ActionRow as const, id: 2, components: [input] };
    const form = { custom_id: 'agenda/add?', components: [row] };
    expect(readForm(form).values).toEqual({ title: 'A' });
  });

  it.each(['agenda/explode?', 'agenda/list?', '', 'x'.repeat(100)])(
    'of the unknown id %j is refused in words',
    (custom_id) => {
      expect(() => readForm({ custom_id, components: [] })).toThrow(UserError);
    },
  );

  it('gives back every word that was typed', () => {
    const form = open('agenda add', {});
    expect(wordsOf(submit(form, { title: 'A', details: 'B\nC', minutes: 'ten' }))).toBe(
      'A\nB\nC\nten',
    );
  });
});
