// Says what to do on a wrong Node instead of failing on its first strange word. Plain syntax on purpose: Node 12 must parse it.

/** The oldest Node that runs TypeScript directly, undici 8, opossum 10 and @apollo/subgraph 2.15. */
export const nodeNeeded = [22, 19];

/** Whether a version text such as v24.1.0 is new enough. */
export function nodeSuffices(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  return parts[0] > nodeNeeded[0] || (parts[0] === nodeNeeded[0] && parts[1] >= nodeNeeded[1]);
}

/** Ends the process with code 1 and a message that says what is there, what is needed and what to do. */
export function checkNode() {
  if (nodeSuffices(process.version)) return;
  const needed = nodeNeeded.join('.');
  console.error(
    [
      'This is Node ' + process.version + ' (' + process.execPath + '); Node ' + needed + ' or newer is needed.',
      'Linux and Windows: run "npm ci" and start through npm (npm start, npm test): the project brings its own Node 24.',
      'Mac: install Node ' + needed + ' or newer, for instance from https://nodejs.org.',
    ].join('\n'),
  );
  process.exit(1);
}
