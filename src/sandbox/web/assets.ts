import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';

export interface Asset {
  type: string;
  body: string;
}

const folder = join(import.meta.dirname, 'page');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
};

/** The page's files by name, ready for a browser: TypeScript comes without its types, so nothing is built. */
export function loadAssets(): Map<string, Asset> {
  return quietly(() => {
    const assets = new Map<string, Asset>();
    for (const name of readdirSync(folder)) {
      const type = types[extname(name)];
      if (!type) continue;
      const source = readFileSync(join(folder, name), 'utf8');
      assets.set(name, {
        type,
        body: name.endsWith('.ts') ? stripTypeScriptTypes(source) : source,
      });
    }
    return assets;
  });
}

/** Node calls type stripping experimental each time; the visitor of a demo needn't read that. */
function quietly<T>(work: () => T): T {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}
