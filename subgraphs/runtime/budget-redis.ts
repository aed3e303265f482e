// Places counted in Redis: one hash per vendor account, one field per process, and the rule as one script, so that telling and letting
// in are one step for everybody.
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { heldTrustMs, processTrustMs, waitingTrustMs } from './budget-port.ts';
import type { SharedPlaces } from './budget-port.ts';
import { redisCommandMs, redisPrefix } from './redis.ts';

/**
 * budget-rule.ts in Lua. ARGV: process, places, reserve, held interactive and background, waiting and waited by priority, how long no reference
 * and no billing call has been under way, then how long waiting, held and processes are trusted, and after how long there is a floor. A field
 * holds held, waiting, the instants since which the oldest wait, its own instant, when somebody interactive last asked there, and when a
 * reference and a billing call was last under way: its own instant while one is.
 */
const script = `
local id, max, reserve = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local mine = {}
for index = 4, 13 do mine[index - 3] = tonumber(ARGV[index]) end
local waitingTrust, heldTrust, processTrust, floorAfter = tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16]), tonumber(ARGV[17])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local since = { now - mine[6], now - mine[7], now - mine[8] }
local held, waiting, before, processes = { 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, 1
local spoken, spokenHere = 0, 0
local oldest, referenceAt, billingAt = { math.huge, math.huge, math.huge }, now - mine[9], now - mine[10]
for kind = 1, 3 do
  if mine[2 + kind] > 0 then oldest[kind] = since[kind] end
end
local fields = redis.call('HGETALL', KEYS[1])
for index = 1, #fields, 2 do
  local other, share = fields[index], {}
  for number in string.gmatch(fields[index + 1], '%-?%d+') do share[#share + 1] = tonumber(number) end
  local age = now - share[9]
  if age > processTrust then
    redis.call('HDEL', KEYS[1], other)
  else spoken = math.max(spoken, share[10] or now) end
  if other == id then spokenHere = share[10] or 0 end
  if age <= processTrust and other ~= id then
    processes = processes + 1
    if age <= heldTrust then
      held[1] = held[1] + share[1]
      held[2] = held[2] + share[2]
    end
    -- A process of a release before does not tell the eleventh or the twelfth: what it holds may be billing.
    local function lastAt(at) if age <= heldTrust and at >= share[9] then return now else return at end end
    referenceAt = math.max(referenceAt, lastAt(share[11] or 0))
    billingAt = math.max(billingAt, lastAt(share[12] or (share[2] > 0 and share[9]) or 0))
    if age <= waitingTrust then
      for kind = 1, 3 do
        waiting[kind] = waiting[kind] + share[2 + kind]
        if share[2 + kind] > 0 then oldest[kind] = math.min(oldest[kind], share[5 + kind]) end
        local earlier = share[5 + kind] < since[kind] or (share[5 + kind] == since[kind] and other < id)
        if earlier then before[kind] = before[kind] + share[2 + kind] end
      end
    end
  end
end
local function between(wanted, room) return math.max(0, math.min(wanted, room)) end
local background = mine[2] + held[2]
local free = max - mine[1] - held[1] - background
local function isOverdue(kind) return now - oldest[kind] >= floorAfter end
local floor = 0
local isIdle = background == 0 and now - math.max(billingAt, referenceAt) >= floorAfter
if isIdle and free > 0 and (isOverdue(2) or isOverdue(3)) then floor = 1 end
local interactive = between(mine[3], free - floor - before[1])
local left = mine[3] - interactive + waiting[1]
local backgroundMax = max - reserve
if mine[1] + held[1] + interactive + left == 0 then backgroundMax = math.max(max - 1, max - reserve) end
local room = math.max(floor, math.min(free - interactive - left, backgroundMax - background))
local turn = 0
if room > 0 and isOverdue(3) and now - referenceAt >= floorAfter and referenceAt < billingAt then turn = 1 end
local billing = between(mine[4], room - turn - before[2])
local reference = between(mine[5], math.max(turn, room - mine[4] - waiting[2]) - before[3])
local idle = { mine[9], mine[10] }
if reference > 0 then idle[1] = 0 end
if billing > 0 then idle[2] = 0 end
if mine[1] + mine[3] > 0 then spokenHere = now end
local filed = { mine[1] + interactive, mine[2] + billing + reference,
  mine[3] - interactive, mine[4] - billing, mine[5] - reference, since[1], since[2], since[3], now, spokenHere,
  now - idle[1], now - idle[2] }
for index = 1, 12 do filed[index] = string.format('%d', filed[index]) end
redis.call('HSET', KEYS[1], id, table.concat(filed, ' '))
redis.call('PEXPIRE', KEYS[1], processTrust)
return { interactive, billing, reference, processes, now - math.max(spoken, spokenHere) }`;

const answer = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]);

/** Places in the Redis at `url`; `process` names this one among all that share them. */
export function createRedisPlaces(options: {
  readonly url: string;
  readonly process?: string;
  readonly prefix?: string;
}): SharedPlaces {
  const { url, process = randomUUID(), prefix = redisPrefix } = options;
  const client = new Redis(url, {
    enableOfflineQueue: false, // what waited for a Redis to come back would be told too late
    commandTimeout: redisCommandMs,
    maxRetriesPerRequest: 1,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  // Without a listener ioredis prints every reconnection; whoever asks meanwhile is told by a rejection.
  client.on('error', () => undefined);
  return {
    exchange: async (account, { concurrentMax, reserve, floorAfterMs }, mine) => {
      const { interactive, background, waiting, waitedMs, billingIdleMs, referenceIdleMs } = mine;
      const reply = await client.eval(
        script,
        1,
        `${prefix}budget:${account}`,
        ...[process, concurrentMax, reserve, interactive, background],
        ...[waiting.interactive, waiting.billing, waiting.reference],
        ...[waitedMs.interactive, waitedMs.billing, waitedMs.reference, referenceIdleMs, billingIdleMs],
        ...[waitingTrustMs, heldTrustMs, processTrustMs, floorAfterMs],
      );
      const [letIn, billing, reference, processes, quietMs] = answer.parse(reply);
      return { interactive: letIn, billing, reference, processes, quietMs };
    },
    close: () => {
      client.disconnect();
      return Promise.resolve();
    },
  };
}
