const { benchPlanner } = await import('./scripts/bench/planner.ts');
console.table(await benchPlanner()); process.exit(0);
