import type { ReplyTokens } from '../../app/ports.ts';
import { present, toDate } from './convert.ts';
import { toMeeting } from './meeting-row.ts';
import { makeReplyToken } from './reply-token.ts';
import type { Client } from './client.ts';

export function tokens(client: Client): ReplyTokens {
  return {
    personal: async ({ meetingId, personId, heldId }, now) => {
      const purpose = { meetingId, personId, inboxId: heldId ?? null };
      const known = await client.replyToken.findFirst({ where: purpose });
      if (known) return known.token;
      const token = makeReplyToken();
      await client.replyToken.create({ data: { token, ...purpose, createdAt: toDate(now) } });
      return token;
    },
    find: async (token) => {
      const row = await client.replyToken.findUnique({
        where: { token: token.toLowerCase() },
        include: { meeting: true },
      });
      if (!row) return undefined;
      const { personId, inboxId: heldId } = row;
      return { meeting: toMeeting(row.meeting), ...present({ personId, heldId }) };
    },
  };
}
