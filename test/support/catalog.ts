import pg from 'pg';

/** Every object of a database's public schema but Prisma's own table, a line each, in the catalog's own words. */
export async function describeCatalog(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(objects);
    return rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}

const objects = `
  WITH ours AS (
    SELECT oid, relname, relkind, relpersistence FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_prisma\\_migrations%'
  ), lines AS (
    SELECT format('relation %s %s %s', relname, relkind, relpersistence) AS line FROM ours
    UNION ALL
    SELECT format('column %s.%s %s, not null %s, default %s, identity "%s", generated "%s", collation %s',
                  relname, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid),
                  attidentity, attgenerated, attcollation)
      FROM ours JOIN pg_attribute ON attrelid = oid AND attnum > 0 AND NOT attisdropped
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relkind IN ('r', 'v', 'm', 'p')
    UNION ALL
    SELECT format('index %s', pg_get_indexdef(oid)) FROM ours WHERE relkind = 'i'
    UNION ALL
    SELECT format('constraint %s.%s %s', relname, conname, pg_get_constraintdef(c.oid))
      FROM ours JOIN pg_constraint c ON conrelid = ours.oid
    UNION ALL
    SELECT format('trigger %s', pg_get_triggerdef(t.oid))
      FROM ours JOIN pg_trigger t ON tgrelid = ours.oid AND NOT tgisinternal
    UNION ALL
    SELECT format('view %s %s', relname, pg_get_viewdef(oid)) FROM ours WHERE relkind IN ('v', 'm')
    UNION ALL
    SELECT format('type %s %s %s', typname, typtype,
                  (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
      FROM pg_type t
     WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r', 'm')
    UNION ALL
    SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
  )
  SELECT line FROM lines ORDER BY line COLLATE "C"`;
