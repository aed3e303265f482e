// `npm run chaos`: faults against the processes, seeded and replayable. Checks Node, then hands over.
const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  console.error(`Node ${process.version} is too old: run it by "npm run chaos", which brings its own`);
  process.exit(1);
}
const { main } = await import('./chaos.ts');
process.exitCode = await main(process.argv.slice(2));
