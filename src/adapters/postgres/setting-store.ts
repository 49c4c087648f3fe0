import type { Settings } from '../../app/ports.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Client } from './client.ts';

export function settings(client: Client): Settings {
  return {
    get: async (key) => (await client.setting.findUnique({ where: { key } }))?.value ?? undefined,
    set: async (key, value) => {
      const json = value as Prisma.InputJsonValue;
      await client.setting.upsert({
        where: { key },
        create: { key, value: json },
        update: { value: json },
      });
    },
  };
}
