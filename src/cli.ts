import { runCli } from './cli/program.ts';

// An operator can do nothing about a deprecation inside a library; the tests show them.
process.noDeprecation = true;
process.exitCode = await runCli(process.argv.slice(2));
