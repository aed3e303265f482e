// `npm run measure -- story`: from the won deal to the rebilled line on a house of its own, each step with its numbers and what they are made of,
// and in the end all numbers beside what the rows of PSA and ERP come to. About a minute.
import { openHouse } from '../house/house.ts';
import { playStory, storyHouse } from '../journeys/story.ts';
import { differing, dollars, storyNumbers } from '../journeys/story-sums.ts';

const startedMs = Date.now();
const house = await openHouse(storyHouse);
try {
  let step = 0;
  const end = await playStory(house, ({ title, seen }) => {
    step += 1;
    console.log(`\n${step}. ${title}`);
    for (const line of seen) console.log(`   ${line}`);
  });
  const numbers = storyNumbers(house.sandbox, end);
  console.log(`\n${'number'.padEnd(34)} ${'graph'.padStart(10)} ${'rows'.padStart(10)}  what it is`);
  for (const { what, why, graph, rows } of numbers)
    console.log(`${what.padEnd(34)} ${dollars(graph).padStart(10)} ${dollars(rows).padStart(10)}  ${why}`);
  const wrong = differing(numbers);
  console.log(`\n${numbers.length} numbers, ${wrong.length} differ; ${Math.round((Date.now() - startedMs) / 1_000)} s`);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await house.close();
}
