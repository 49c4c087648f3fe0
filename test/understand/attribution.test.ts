import { describe, expect, it } from 'vitest';
import { classify } from '../../src/understand/classify.ts';
import { replyOf } from '../../src/understand/reply.ts';

const own = 'Two items:\n\n- Release 2.0\n- Docs hosting';
const reply = (text: string) => replyOf(classify(text));

/** Attributions as programs write them; wrapped lines are parted by "|". */
const attributions = [
  'On Mon, 23 Jun 2014 at 9:00 AM, Alice Ahn <alice@ahn.example> wrote:',
  'On Mon, 2014-06-23 at 09:00 +0100, Alice Ahn wrote:',
  'On Monday, June 23, 2014 9:00:00 AM UTC+1, Alice Ahn wrote:',
  'On 06/23/2014 09:00 AM, Alice Ahn wrote:',
  'On Jun 23, 2014, at 9:00 AM, Alice Ahn <alice@ahn.example>|wrote:',
  'On Mon, Jun 23, 2014 at 9:00 AM, Alice Ahn from the packaging team <|alice.ahn+devel-list-with-a-long-tag@mail.subdomain.ahn.example>|wrote:',
  'At 6/23/2014 09:00 AM, you wrote:',
  'In message <20140623@ahn.example>, Alice Ahn writes:',
  'In article <20140623@ahn.example>,|Alice Ahn  <alice@ahn.example> wrote:',
  'Alice Ahn <alice@ahn.example> wrote:',
  'Alice Ahn (alice@ahn.example) wrote:',
  'Alice Ahn wrote on 23.06.2014 09:00:',
  'Alice Ahn via Forum <reply@forum.example> wrote:',
  'ahn via Larkspur Forum wrote:',
  'alice wrote:',
  'Alice Ahn writes:',
  '* Alice Ahn <alice@ahn.example> [2014-06-23 09:00]:',
  '---- On Mon, 23 Jun 2014 09:00:00 +0100 Alice Ahn<alice@ahn.example> wrote ----',
  '------On 23/06/2014 09:00, Alice Ahn wrote-----',
  '2014-06-23 9:00 GMT+01:00 Alice Ahn <alice@ahn.example>:',
  '2014-06-23 9:00 GMT+01:00 Alice Ahn',
  '2014/6/23 Alice Ahn <alice@ahn.example>',
  '23.06.2014, 12:00, "Alice Ahn" <alice@ahn.example>:',
  'Mon, 23 Jun 2014 12:00:00 +0400 от Alice Ahn <alice@ahn.example>:',
  'понедельник, 23 июня 2014 г. пользователь Alice Ahn написал:',
  'пн, 23 июня 2014 г. в 12:00, Alice Ahn <alice@ahn.example>:',
  '23 черв. 2014 р. 12:00 "Alice" alice@ahn.example пише:',
  'Le 23 juin 2014 09:00, "Alice Ahn" <alice@ahn.example> a écrit :',
  'Le 23/06/2014 09:00, Alice Ahn a écrit :',
  '- Le 2014-06-23 09:00, Alice Ahn a écrit :',
  'Am 23.06.2014 um 09:00 schrieb Alice Ahn:',
  'Alice Ahn <alice@ahn.example> schrieb am Mo., 23. Juni 2014 um 09:00 Uhr:',
  'Op 23 jun. 2014 om 09:00 heeft Alice Ahn <alice@ahn.example> het volgende|geschreven:',
  'El lunes, 23 de junio de 2014, Alice Ahn escribió:',
  'Em seg, 23 de jun de 2014 09:00, Alice Ahn <alice@ahn.example> escreveu:',
  'Il 23/06/2014 09:00, Alice Ahn ha scritto:',
  'Dnia 23 cze 2014 o godz. 09:00 Alice Ahn <alice@ahn.example> napisał(a):',
  'W dniu 2014-06-23 09:00, alice@ahn.example pisze:',
  'Den 23. juni 2014 kl. 09.00 skrev Alice Ahn <alice@ahn.example>:',
  'Den mån 23 juni 2014 09:00Alice Ahn <alice@ahn.example> skrev:',
  'Dne 23. 6. 2014 v 9:00 Alice Ahn napsal(a):',
  '2014. június 23. 9:00 Alice Ahn írta, <alice@ahn.example>:',
  'Alice Ahn <alice@ahn.example>, 23 Haz 2014 Pzt, 09:00 tarihinde şunu yazdı:',
  '在 2014年6月23日，上午9:00，Alice Ahn <alice@ahn.example> 写道：',
  'Alice Ahn <alice@ahn.example> 於 2014年6月23日 週一 上午9:00寫道：',
  '2014. 6. 23. 오전 9:00 Alice Ahn <alice@ahn.example> 작성:',
  '2014/06/23 9:00、Alice Ahn <alice@ahn.example> のメッセージ:',
  'On 23 Jun 2014, at 09:00, Alice Ahn <alice@ahn.example<mailto:alice@ahn.example>> wrote:',
  'Quoting Alice Ahn <alice@ahn.example>:',
  'Zitat von Alice Ahn <alice@ahn.example>:',
  '>>> Alice Ahn <alice@ahn.example> 23.06.2014 09:00 >>>',
].map((line) => line.replaceAll('|', '\n'));

/** Beginnings and ends that look like an attribution and are the writer's own. */
const traps = [
  'On Tuesday we should talk about the budget.',
  'On call rotation for June:\n\n- Bruno\n- Chiara',
  'As Alice wrote on Monday, the release slips.',
  'This is what I wrote: the budget is gone.',
  'What Bruno wrote:\nthe roadmap, in ten lines',
  'In June 2014 we released 1.2, and since 10:00 today there is 1.3.',
  'Please send it to alice@ahn.example by Monday, 24 June:\n\n- the list\n- the keys',
  'From: packaging team',
  'From: here on, To: there',
  'Date: to be decided\nPlace: here',
  '2014-06-24 16:00: call\n2014-06-24 17:00: drinks',
  'Am Dienstag um 16:00 ist unser Treffen. Themen:\n- Budget',
  'Le 24 juin à 16:00, parlons du budget :\n- serveurs',
];

describe('an attribution', () => {
  it.each(attributions)('%s', (attribution) => {
    expect(reply(`${own}\n\n${attribution}\n\n> What should we talk about?\n> Anything?\n`)).toBe(
      own,
    );
    expect(reply(`${attribution}\n> What should we talk about?\n\n${own}\n`)).toBe(own);
  });

  it('is found in the midst of a line when its quote follows', () => {
    const text = 'fine with me On Wed, Jun 25, 2014 at 3:59 PM, Alice wrote:\n> Hi\n';
    expect(reply(text)).toBe('fine with me');
  });
});

describe('what is no attribution', () => {
  it.each(traps)('%s', (text) => {
    expect(reply(`Hi,\n\n${text}\n`)).toBe(`Hi,\n\n${text}`);
  });
});
