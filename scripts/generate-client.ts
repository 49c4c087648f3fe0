/** Writes src/generated/prisma from prisma/schema.prisma. Runs after every install. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const prisma = findPrisma();
if (prisma) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [prisma, 'generate', '--no-hints'],
    {
      // Prisma's CLI would otherwise ask a server of Prisma's whether there is a newer version.
      env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    process.exitCode = 1;
  }
} else if (!existsSync('src/generated/prisma/client.ts')) {
  console.error(
    'The database client is not generated: Prisma is a development dependency. ' +
      'Run npm ci with them, or copy src/generated from a build.',
  );
}

function findPrisma(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('prisma/build/index.js');
  } catch {
    return undefined;
  }
}
