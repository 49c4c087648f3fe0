import { playConfirmation, playMonday } from './before.ts';
import { checkOutside, playAfterwards, playCall } from './call.ts';
import { seriesInput } from './cast.ts';
import type { Stage } from './stage.ts';

/** Plays the call of 24 June 2014 from Monday's mail to the next one, and checks each thing as it happens. */
export async function playStory(stage: Stage): Promise<void> {
  await stage.operator.createSeries(
    seriesInput({
      guild: stage.discord.guild.id,
      channel: stage.channelId,
      chair: stage.account('amir'),
    }),
  );
  await playMonday(stage);
  await playConfirmation(stage);
  await playCall(stage);
  await playAfterwards(stage);
  checkOutside(stage);
}
