import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Every test file makes what it needs; nothing of one leaks into the next.
    restoreMocks: true,
    unstubEnvs: true,
  },
});
