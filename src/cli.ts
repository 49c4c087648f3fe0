import { enableCompileCache } from 'node:module';

// A mail from a pipe starts a process: what was compiled once is kept, in the system's folder for temporary files.
enableCompileCache();
// An operator can do nothing about a deprecation inside a library; the tests show them.
process.noDeprecation = true;
const { runCli } = await import('./cli/program.ts');
process.exitCode = await runCli(process.argv.slice(2));
