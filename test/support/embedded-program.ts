/** A process of its own that runs the embedded Postgres until SIGINT: something that can be killed. */
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded-server.ts';

const [dataDir = ''] = process.argv.slice(2);
const log = { info: () => {}, warn: console.error, error: console.error };
const postgres = await startEmbeddedPostgres({ dataDir, log, settings: { fsync: 'off' } });
const stayAlive = setInterval(() => {}, 60_000);
process.once('SIGINT', () => {
  clearInterval(stayAlive);
  void postgres.stop();
});
console.log(postgres.url);
