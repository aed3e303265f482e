// Checks Node before anything else is read: an old Node cannot even parse the rest.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `Node ${process.versions.node} is too old: Node 22.19 or newer is needed. Run it by npm (npm start), which brings its own Node.`,
  );
  process.exit(1);
}
await import('./main.ts');
