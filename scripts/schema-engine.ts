import { readFile } from 'node:fs/promises';

import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import type { DiffTarget } from '@prisma/schema-engine-wasm';
import pg from 'pg';

interface SchemaFile {
  path: string;
  content: string;
}

/** Returns the SQL that brings the database at `url` to what the schema file says; empty when it is there already. */
export async function diffDatabase(url: string, schemaFile: string): Promise<string> {
  return diff(url, schemaFile, (files) => ({ tag: 'schemaDatasource', files, configDir: '.' }));
}

/** Returns the SQL that makes what the schema file says in an empty database. */
export async function diffEmpty(url: string, schemaFile: string): Promise<string> {
  return diff(url, schemaFile, () => ({ tag: 'empty' }));
}

/** Runs Prisma's schema engine on a database. */
export async function withSchemaEngine<T>(
  url: string,
  files: SchemaFile[],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({ connectionString: url });
  try {
    const engine = await SchemaEngine.new(
      { datamodels: files.map(({ path, content }) => [path, content]) },
      () => {},
      bindMigrationAwareSqlAdapterFactory(new CatalogReader(pool)),
    );
    return await work(engine);
  } finally {
    await pool.end();
  }
}

async function diff(
  url: string,
  schemaFile: string,
  from: (files: SchemaFile[]) => DiffTarget,
): Promise<string> {
  const files = [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }];
  const { stdout } = await withSchemaEngine(url, files, (engine) =>
    engine.diff({
      from: from(files),
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return stripTransaction(stdout ?? '');
}

/** Migrations are applied within a transaction of ours, which a COMMIT among them would end too early. */
function stripTransaction(script: string): string {
  const lines = script.split('\n').filter((line) => line !== 'BEGIN;' && line !== 'COMMIT;');
  return lines.includes('-- This is an empty migration.') ? '' : lines.join('\n');
}

/**
 * Prisma's adapter refuses Postgres' type "char", which the catalog is full of, while the engine expects it when it
 * reads the catalog. So such columns go through the adapter as `character`, marked in their name, and are given
 * their type behind it.
 */
class CatalogReader extends PrismaPg {
  constructor(pool: pg.Pool) {
    const query = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
    const marked = async (config: pg.QueryConfig) => markChars(await query(config));
    super(Object.assign(pool, { query: marked }));
  }

  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const { columnNames, columnTypes, rows } = await queryRaw(query);
      return {
        columnNames: columnNames.map((name) => name.replace(charMark, '')),
        columnTypes: columnTypes.map((type, i) =>
          columnNames[i]?.endsWith(charMark) ? ColumnTypeEnum.Character : type,
        ),
        rows,
      };
    };
    return adapter;
  }
}

const charMark = ' ("char")';
const charType: number = pg.types.builtins.CHAR;
const paddedCharType: number = pg.types.builtins.BPCHAR;

function markChars(result: pg.QueryResult): pg.QueryResult {
  for (const field of result.fields)
    if (field.dataTypeID === charType) {
      field.dataTypeID = paddedCharType;
      field.name += charMark;
    }
  return result;
}

// The engine hands its last words to this global before it stops with "unreachable".
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message: (message: string) => console.error(`Prisma's schema engine: ${message}`),
  },
});
