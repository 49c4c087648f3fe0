// Prisma's CLI asks this package for its schema engine before it generates the client, which needs none. The
// package of that name downloads the engine while npm installs it, from a host that is not npm's registry.
// Migrations are made with the engine's WebAssembly build (scripts/make-migration.ts) and applied by Convoke.
module.exports = {
  ensureNeededBinariesExist: async () => {},
  getEnginesPath: () => __dirname,
};
