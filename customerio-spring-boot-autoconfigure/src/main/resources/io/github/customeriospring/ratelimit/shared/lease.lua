-- One call of one instance: reports what became of its permits and leases new ones.
-- Times are microseconds. Only this server's clock is read; callers tell durations.
--
-- held       sorted set of permits in use, by when they end
-- state      hash: epoch, last, learn, unknown, pause, episode, streak, limit, step, quiet, refused, refusals, least, cost, pressed, paced, bulk, given2, given3
-- instances  hash: one string for each instance, see 'fields'
local held, state, instances = KEYS[1], KEYS[2], KEYS[3]
local id, epoch, failed = ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
local elapsed, base = tonumber(ARGV[5]), tonumber(ARGV[6])
local want = { tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]) }
local credit, configured, window = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local hold, pause, patience = tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15])
local horizon, flags = tonumber(ARGV[16]), ARGV[17]
local FIRST_REPORT, LEVELS = 18, 3
local MS, SECOND = 1000, 1000000
local STEP = 100 * MS -- a clock that gains more than this was set
local GAP = 2500 * MS -- longer silence: somebody may be sending without us
local GONE = 5 * SECOND -- an instance calls each half second
local BULK_PACE, BULK_SLACK = 0.97, 50 * MS

local now = tonumber(ARGV[1]) -- tests set it
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * SECOND + time[2]
end

-- what is known
local s = {}
local flat = redis.call('HGETALL', state)
for i = 1, #flat, 2 do s[flat[i]] = tonumber(flat[i + 1]) end
local fields = { 'seen', 'back', 'got', 'credit', 'limit', 'w1', 'v1', 'w2', 'v2', 'w3', 'v3' }
local all, others = {}, 0
flat = redis.call('HGETALL', instances)
for i = 1, #flat, 2 do
  local instance, n = {}, 0
  for value in string.gmatch(flat[i + 1], '%S+') do
    n = n + 1
    instance[fields[n]] = tonumber(value)
  end
  all[flat[i]] = instance
  if flat[i] ~= id then others = others + 1 end
end
local known = all[id] ~= nil

local function save(name, instance)
  local values = {}
  for i, field in ipairs(fields) do values[i] = string.format('%.0f', instance[field]) end
  redis.call('HSET', instances, name, table.concat(values, ' '))
end

-- the clock was set: permits must not end earlier than they would have
local function shift(by)
  flat = redis.call('ZRANGE', held, 0, -1, 'WITHSCORES')
  for i = 1, #flat, 2 do
    redis.call('ZADD', held, math.min(tonumber(flat[i + 1]) + by, now + hold), flat[i])
  end
  for _, field in ipairs({ 'learn', 'pause', 'refused', 'paced', 'bulk', 'given2', 'given3' }) do
    if s[field] then s[field] = s[field] + by end
  end
  for name, instance in pairs(all) do
    instance.seen, instance.back, instance.got = instance.seen + by, instance.back + by, instance.got + by
    save(name, instance)
  end
end
local silence = s.last and now - s.last or 0
if silence < 0 then shift(silence) end
if known and elapsed >= 0 and now - all[id].seen - elapsed > STEP then
  shift(now - all[id].seen - elapsed)
end
s.last = now

-- permits may be in use of which nothing is known: give none until they have ended
local known_epoch = s.epoch
if not s.epoch then
  s.epoch = now
  s.learn = now + 0.75 * SECOND -- each instance calls meanwhile, and may know another epoch
end
if silence > GAP and others > 0 or failed and not known_epoch
    or epoch ~= 0 and epoch ~= s.epoch and (s.unknown or 0) ~= epoch then
  s.learn, s.unknown = now + window + SECOND, epoch
end

-- who is there
local me = all[id] or { back = 0, got = 0, w1 = 0, v1 = 0, w2 = 0, v2 = 0, w3 = 0, v3 = 0 }
me.seen, me.credit, me.limit = now, credit, configured
all[id] = me
local count, waiting = 0, 0
for name, instance in pairs(all) do
  if now - instance.seen > GONE then
    all[name] = nil
    redis.call('HDEL', instances, name)
  else
    count = count + 1
    configured = math.min(configured, instance.limit)
    credit = math.min(credit, instance.credit)
    if name ~= id and now > instance.back then
      instance.w1, instance.w2, instance.w3 = 0, 0, 0
    elseif name ~= id then
      waiting = waiting + instance.w1 + instance.w2 + instance.w3
    end
  end
end
for level = 1, LEVELS do
  local w, v = 'w' .. level, 'v' .. level
  if want[level] > 0 and (me[w] == 0 or now > me.back) then
    local least = nil -- who comes anew has no claim on the past
    for name, instance in pairs(all) do
      if name ~= id and instance[w] > 0 and (not least or instance[v] < least) then least = instance[v] end
    end
    me[v] = math.max(me[v], least or 0)
  end
  waiting = waiting + want[level]
  me[w] = want[level]
end

-- the limit in force: it follows refusals
if flags == 'forget' then s.limit, s.pause, s.streak, s.refused = nil, nil, 0, nil end
s.episode, s.streak = s.episode or 1, s.streak or 0
if s.refused and now - s.refused > 60 * window + s.cost then s.limit, s.refused = nil, nil end
if s.refused then credit = 0 end
local function limit() return math.max(1, math.floor(math.min(s.limit or configured, configured))) end
local function in_use() return redis.call('ZCOUNT', held, string.format('(%.0f', now + credit), '+inf') end

local function refused(left_in)
  local first = left_in >= s.episode
  if first then
    s.episode, s.streak = s.episode + 1, s.streak + 1
    -- the second in a row means that nothing gets through, at whatever limit
    s.pressed = (s.refusals or 0) == 0 and (waiting > 0 or in_use() + 1 >= 0.25 * limit()) and 1 or 0
  end
  if s.pressed == 1 then
    local before = math.min(s.limit or configured, configured)
    if first then s.least, s.cost = math.max(1, before / 2), pause end
    s.limit = math.min(before, math.max(s.least, first and in_use() or before - 1))
    s.refusals, s.refused, s.quiet, s.step = (s.refusals or 0) + 1, now, 0, 1
  end
end

local function accepted()
  s.refusals = 0
  if s.limit and s.refused then
    s.quiet = s.quiet + 1
    local quiet = now - s.refused
    if (s.quiet >= math.max(150, 3 * s.limit) or quiet >= 10 * window)
        and quiet >= math.min(5 * s.cost, 10 * window) then
      s.limit, s.step = s.limit + s.step / s.limit, s.step * (1 + 0.7 / s.limit)
      if s.limit >= configured then s.limit = nil end
    end
  end
end

-- what became of permits: number, kind, when it ends (from now), episode in which it was leased
redis.call('ZREMRANGEBYSCORE', held, '-inf', now)
for i = FIRST_REPORT, #ARGV, 4 do
  local permit, kind = id .. ':' .. ARGV[i], ARGV[i + 1]
  local ends, left_in = now + tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
  if kind == 'unused' then
    redis.call('ZREM', held, permit)
  elseif kind == 'refused' then
    if redis.call('ZREM', held, permit) == 1 then refused(left_in) end
  elseif kind == 'late' then
    redis.call('ZADD', held, 'XX', 'GT', ends, permit)
  elseif redis.call('ZADD', held, 'XX', 'LT', 'CH', ends, permit) == 1 and kind == 'accepted' then
    if left_in >= s.episode then s.streak = 0 end
    accepted()
  end
end
if pause > 0 then s.pause = math.max(s.pause or 0, now + pause) end

-- how many permits there are
local wait = math.max(s.learn or 0, s.pause or 0) - now
local used, most = in_use(), limit()
local soon = redis.call('ZCOUNT', held, string.format('(%.0f', now + credit), now + credit + horizon)
local at_once = math.max(0, most - used)
local free = math.max(0, most - used + soon) -- some are given ahead of time, with their time
local spacing = s.limit and 0.5 * window / most or 0
local function paced(cursor, gap, slack) -- how many may go at this pace
  s[cursor] = math.max(s[cursor] or 0, now - slack)
  return s[cursor] > now and 0 or math.floor((now - s[cursor]) / gap) + 1
end
local pacing = 0
if spacing > 0 then
  local may = paced('paced', spacing, 2 * spacing + 20 * MS)
  if may < free then free, pacing = may, s.paced - now + may * spacing end
end
local spare = free
if wait > 0 then free = 0 end

-- who gets them: by priority, then who had the fewest while it waited, then who had none for the longest
local function divide(free, level)
  local w, v = 'w' .. level, 'v' .. level
  local low, high, sum = math.huge, -math.huge, 0
  for _, instance in pairs(all) do
    if instance[w] > 0 then
      low, high, sum = math.min(low, instance[v]), math.max(high, instance[v]), sum + instance[w]
    end
  end
  if sum <= free then return me[w], free - sum end
  local function clamp(instance, at) return math.max(0, math.min(at - instance[v], instance[w])) end
  local function need(at)
    local total = 0
    for _, instance in pairs(all) do total = total + clamp(instance, at) end
    return total
  end
  high = high + free
  while low < high do
    local middle = math.ceil((low + high) / 2)
    if need(middle) <= free then low = middle else high = middle - 1 end
  end
  local mine, rest, before = clamp(me, low), free - need(low), 0
  if mine < me[w] and me[v] <= low then
    for name, instance in pairs(all) do
      if name ~= id and instance[v] <= low and clamp(instance, low) < instance[w]
          and (instance.got < me.got or (instance.got == me.got and name < id)) then
        before = before + 1
      end
    end
    if before < rest then mine = mine + 1 end
  end
  return mine, 0
end

local order = { 1, 2, 3 } -- who got none for so long as ten permits take goes first
local function starves(level)
  for _, instance in pairs(all) do
    if instance['w' .. level] > 0 then return now - (s['given' .. level] or 0) > 10 * window / most end
  end
  return false
end
if starves(3) then order = { 3, 1, 2 } elseif starves(2) then order = { 2, 1, 3 } end
local granted = 0
for _, level in ipairs(order) do
  local available = free
  if level == 3 then available = math.min(free, paced('bulk', BULK_PACE * window / most, BULK_SLACK)) end
  local mine, left = divide(available, level)
  free = free - (available - left)
  granted = granted + mine
  if mine > 0 and level > 1 then s['given' .. level] = now end
  if level == 3 then s.bulk = s.bulk + mine * BULK_PACE * window / most end
  me['v' .. level], me['w' .. level] = me['v' .. level] + mine, me['w' .. level] - mine
end

-- how many permits go to others before I get one more
local ahead, unsatisfied = 0, nil
for level = 1, LEVELS do
  local w, v = 'w' .. level, 'v' .. level
  for name, instance in pairs(all) do
    if name ~= id and not unsatisfied and instance[w] > 0 then
      local earlier = instance[v] < me[v] or (instance[v] == me[v] and instance.got < me.got)
      ahead = ahead + (me[w] == 0 and instance[w] or earlier and 1 or 0)
    end
  end
  if me[w] > 0 and not unsatisfied then unsatisfied = level end
end

local times = {}
if granted > at_once then -- each takes the place of one that ends soon
  local ending = redis.call('ZRANGEBYSCORE', held, string.format('(%.0f', now + credit), '+inf', 'WITHSCORES',
    'LIMIT', math.max(0, used - most), granted - at_once)
  for i = 1, #ending, 2 do
    redis.call('ZREM', held, ending[i])
    times[at_once + (i + 1) / 2] = math.ceil(tonumber(ending[i + 1]) - credit - now)
  end
end
for i = 1, granted do
  times[i] = times[i] or 0
  redis.call('ZADD', held, now + times[i] + hold, string.format('%s:%.0f', id, base + i - 1))
end
if granted > 0 then
  me.got = now
  if spacing > 0 then s.paced = s.paced + granted * spacing end
end

-- when to come back for the rest
local next_in = window
if wait > 0 then
  next_in = wait
elseif unsatisfied then
  if spare > granted then
    next_in = unsatisfied == 3 and math.max(10 * MS, s.bulk - now) or 10 * MS
  else
    local ending = redis.call('ZRANGEBYSCORE', held, string.format('(%.0f', now + credit), '+inf', 'WITHSCORES',
      'LIMIT', math.min(ahead, most - 1), 1)
    if ending[2] then next_in = tonumber(ending[2]) - credit - now - 0.75 * horizon end
    if next_in > window then next_in = window / 8 end -- its answer is still to come
    next_in = math.max(next_in, pacing)
    if unsatisfied > 1 then next_in = math.min(next_in, 5 * window / most) end -- its turn may come
  end
end
next_in = math.max(MS, math.ceil(next_in))
me.back = now + next_in + patience

-- remember
if flags == 'bye' then redis.call('HDEL', instances, id) else save(id, me) end
redis.call('DEL', state)
local pairs_of = {}
for field, value in pairs(s) do
  pairs_of[#pairs_of + 1] = field
  pairs_of[#pairs_of + 1] = string.format('%.17g', value)
end
redis.call('HSET', state, unpack(pairs_of))
local ttl = math.ceil((math.max(60 * SECOND, 10 * window) + math.max(0, (s.pause or 0) - now)) / MS)
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ttl) end

local function left(at) return math.max(0, math.ceil((at or 0) - now)) end
local reply = { s.epoch, granted, most, configured, used + math.min(granted, at_once), count, waiting, s.episode, s.streak, left(s.pause),
  left(s.learn), next_in }
for i = 1, granted do reply[#reply + 1] = times[i] end
if flags == 'detail' then
  local holds = {}
  for _, permit in ipairs(redis.call('ZRANGE', held, 0, -1)) do
    local owner = string.match(permit, '^(.*):')
    holds[owner] = (holds[owner] or 0) + 1
  end
  for name, instance in pairs(all) do
    reply[#reply + 1] = name
    reply[#reply + 1] = holds[name] or 0
    reply[#reply + 1] = instance.w1 + instance.w2 + instance.w3
  end
end
return reply
