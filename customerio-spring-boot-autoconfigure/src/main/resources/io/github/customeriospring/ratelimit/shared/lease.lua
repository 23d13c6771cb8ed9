-- One call of one instance: reports what became of its permits and leases new ones.
-- Times are microseconds. Only this server's clock is read; callers tell durations.
--
-- held   sorted set: permits in use, by when they end
-- state  all the rest, packed
--   epoch, last, learn, unknown       when it was made, the last call, until when none are given and why
--   pause, episode, streak            429s: until when nobody goes, how many times that was, how many in a row
--   limit, step, quiet, refused,      the lowered limit, and what it takes to raise it again
--   refusals, least, cost, pressed
--   paced, bulk, given                when the next permit may go, at all, to an import; who got one last, by priority
--   credit, nearer                    how much before its end a permit is free, and when it was last found right
--   instances                         by name: seen, back (expected), got (its last permit), credit (its round trip
--                                     to Customer.io, zero if not known), limit, want and had (permits, by priority)
local held, state = KEYS[1], KEYS[2]
local MS, SECOND = 1000, 1000000
local CLOCK_STEP = 100 * MS -- a clock that gains more than this was set
local GAP = 2500 * MS -- longer silence: somebody may be sending without us
local GONE = 5 * SECOND -- an instance calls each half second
local BULK_PACE, BULK_SLACK = 0.97, 50 * MS
local RESERVE = 0.02 -- of the limit: imports leave it to interactive calls of others
local LEVELS = 3 -- of priority, the first one first
local FIRST_REPORT = 18

---- 1. What the caller says
local id, epoch, failed = ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
local elapsed, base = tonumber(ARGV[5]), tonumber(ARGV[6])
local want = { tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]) }
local trip, configured, window = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local hold, pause, patience = tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15])
local horizon, flag = tonumber(ARGV[16]), ARGV[17]
local now = tonumber(ARGV[1]) -- tests set it
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * SECOND + time[2]
end

---- 2. What is known
local packed = redis.call('GET', state)
local s = packed and cmsgpack.unpack(packed)
  or { epoch = now, learn = now + 0.75 * SECOND, -- each instance calls meanwhile, and may know another epoch
    episode = 1, streak = 0, credit = 0, nearer = now, given = { 0, 0, 0 }, instances = {} }
local all = s.instances
local me = all[id]
local others = false
for name in pairs(all) do others = others or name ~= id end

---- 3. If the clock was set: permits must not end earlier than they would have
local function shift(by)
  local permits = redis.call('ZRANGE', held, 0, -1, 'WITHSCORES')
  for i = 1, #permits, 2 do
    redis.call('ZADD', held, math.min(tonumber(permits[i + 1]) + by, now + hold), permits[i])
  end
  for _, field in ipairs({ 'learn', 'pause', 'refused', 'paced', 'bulk', 'nearer' }) do
    if s[field] then s[field] = s[field] + by end
  end
  for level = 1, LEVELS do s.given[level] = s.given[level] + by end
  for _, it in pairs(all) do it.seen, it.back, it.got = it.seen + by, it.back + by, it.got + by end
end
local silence = s.last and now - s.last or 0
if silence < 0 then shift(silence) end
if me and elapsed >= 0 and now - me.seen - elapsed > CLOCK_STEP then shift(now - me.seen - elapsed) end
s.last = now

---- 4. If permits may be in use of which nothing is known: give none until they have ended
if silence > GAP and others or failed and not packed or epoch ~= 0 and epoch ~= s.epoch and s.unknown ~= epoch then
  s.learn, s.unknown = now + window + SECOND, epoch
end

---- 5. Who is there, and what each wants
me = me or { back = 0, got = 0, want = { 0, 0, 0 }, had = { 0, 0, 0 } }
me.seen, me.credit, me.limit = now, trip, configured
all[id] = me
local count, waiting = 0, 0
local nearest = math.huge -- round trip to Customer.io, of whom it is known
for name, it in pairs(all) do
  if now - it.seen > GONE then
    all[name] = nil
  else
    count = count + 1
    configured = math.min(configured, it.limit)
    if it.credit > 0 then nearest = math.min(nearest, it.credit) end
    if name ~= id and now > it.back then it.want = { 0, 0, 0 } end
    if name ~= id then waiting = waiting + it.want[1] + it.want[2] + it.want[3] end
  end
end
for level = 1, LEVELS do
  if want[level] > 0 and (me.want[level] == 0 or now > me.back) then -- who comes anew has no claim on the past
    local least = math.huge
    for name, it in pairs(all) do
      if name ~= id and it.want[level] > 0 then least = math.min(least, it.had[level]) end
    end
    if least < math.huge then me.had[level] = math.max(me.had[level], least) end
  end
  waiting = waiting + want[level]
end
me.want = want

---- 6. The limit in force: it follows refusals
if flag == 'forget' then s.limit, s.pause, s.streak, s.refused = nil, nil, 0, nil end
if s.refused and now - s.refused > 60 * window + s.cost then s.limit, s.refused = nil, nil end
-- so much before its end a permit is free. More, only when those have ended that the nearest one had
if nearest == math.huge then nearest = 0 end
if nearest <= s.credit or now - s.nearer > window + SECOND then s.credit, s.nearer = nearest, now end
local credit = s.refused and 0 or s.credit
local delay = me.credit == 0 and credit or 0 -- who does not know its way may be nearer than all
local function limit() return math.max(1, math.floor(math.min(s.limit or configured, configured))) end
local function in_use() return redis.call('ZCOUNT', held, now + credit + 1, '+inf') end

local function refused(left_in)
  local first = left_in >= s.episode
  if first then
    s.episode, s.streak = s.episode + 1, s.streak + 1
    -- the second in a row means that nothing gets through, at whatever limit
    s.pressed = (s.refusals or 0) == 0 and (waiting > 0 or in_use() + 1 >= 0.25 * limit())
  end
  if s.pressed then
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

---- 7. What became of permits: number, kind, when it ends (from now), episode in which it was leased
local function call(arguments, ...) -- a command with any number of arguments
  local sum = 0
  for from = 1, #arguments, 1000 do
    local command = { ... }
    for i = from, math.min(from + 999, #arguments) do command[#command + 1] = arguments[i] end
    sum = sum + redis.call(unpack(command))
  end
  return sum
end
redis.call('ZREMRANGEBYSCORE', held, '-inf', now)
local answered, latest, rest = {}, 0, {}
for i = FIRST_REPORT, #ARGV, 4 do
  local permit, kind = id .. ':' .. ARGV[i], ARGV[i + 1]
  local ends, left_in = now + tonumber(ARGV[i + 2]) + delay, tonumber(ARGV[i + 3])
  if kind == 'accepted' then
    answered[#answered + 1], answered[#answered + 2] = ends, permit
    latest = math.max(latest, left_in)
  elseif kind == 'unused' then
    redis.call('ZREM', held, permit)
  elseif kind == 'refused' then
    rest[#rest + 1] = { permit, left_in }
  else -- late: it left when it was nearly too old; counted, lost: it ended in another way
    redis.call('ZADD', held, 'XX', kind == 'late' and 'GT' or 'LT', ends, permit)
  end
end
local changed = call(answered, 'ZADD', held, 'XX', 'LT', 'CH')
if changed > 0 and latest >= s.episode then s.streak = 0 end
for _ = 1, changed do accepted() end
for _, it in ipairs(rest) do
  if redis.call('ZREM', held, it[1]) == 1 then refused(it[2]) end
end
if pause > 0 then s.pause = math.max(s.pause or 0, now + pause) end

---- 8. How many permits there are
local used, most = in_use(), limit()
local at_once = math.max(0, most - used)
-- some are given ahead of time, with their time
local free = math.max(0, most - used + redis.call('ZCOUNT', held, now + credit + 1, now + credit + horizon))
local function paced(cursor, gap, slack) -- how many may go at this pace
  s[cursor] = math.max(s[cursor] or 0, now - slack)
  return s[cursor] > now and 0 or math.floor((now - s[cursor]) / gap) + 1
end
local spacing, pacing = s.limit and 0.5 * window / most or 0, 0
if spacing > 0 then
  local may = paced('paced', spacing, 2 * spacing + 20 * MS)
  if may < free then free, pacing = may, s.paced - now + may * spacing end
end
local wait = math.max(s.learn or 0, s.pause or 0) - now
if wait > 0 then free = 0 end

---- 9. Who gets them: by priority, then who had the fewest while it waited, then who had none for the longest
local function divide(free, level) -- returns how many are mine, and how many nobody wants
  local low, high, sum = math.huge, 0, 0
  local takers = {}
  for name, it in pairs(all) do
    local wants, had = it.want[level], it.had[level]
    if wants > 0 then
      takers[#takers + 1] = { name = name, had = had, wants = wants, got = it.got }
      low, high, sum = math.min(low, had), math.max(high, had), sum + wants
    end
  end
  if sum <= free then return me.want[level], free - sum end
  local function rise(it, to) return math.max(0, math.min(to - it.had, it.wants)) end
  local function needed(to)
    local total = 0
    for _, it in ipairs(takers) do total = total + rise(it, to) end
    return total
  end
  high = high + free
  while low < high do -- to how many all can rise
    local middle = math.ceil((low + high) / 2)
    if needed(middle) <= free then low = middle else high = middle - 1 end
  end
  local rest = free - needed(low)
  table.sort(takers, function(a, b) return a.got < b.got or a.got == b.got and a.name < b.name end)
  for _, it in ipairs(takers) do
    local share = rise(it, low)
    if rest > 0 and it.had <= low and share < it.wants then share, rest = share + 1, rest - 1 end
    if it.name == id then return share, 0 end
  end
  return 0, 0
end

local function starves(level) -- who got none for so long as ten permits take goes first
  for _, it in pairs(all) do
    if it.want[level] > 0 then return now - s.given[level] > 10 * window / most end
  end
  return false
end
local order = starves(3) and { 3, 1, 2 } or starves(2) and { 2, 1, 3 } or { 1, 2, 3 }
local reserve = others and order[1] ~= 3 and math.floor(RESERVE * most) or 0
local granted = 0
for _, level in ipairs(order) do
  local available = free
  if level == 3 then
    available = math.max(0, math.min(free - reserve, paced('bulk', BULK_PACE * window / most, BULK_SLACK)))
  end
  local mine, unwanted = divide(available, level)
  free = free - (available - unwanted)
  granted = granted + mine
  if mine > 0 then s.given[level] = now end
  if level == 3 then s.bulk = s.bulk + mine * BULK_PACE * window / most end
  me.had[level], me.want[level] = me.had[level] + mine, me.want[level] - mine
end

---- 10. Lease them
local times, ended, leased = {}, {}, {}
if granted > at_once then -- each takes the place of one that ends soon
  local ending = redis.call('ZRANGEBYSCORE', held, now + credit + 1, '+inf', 'WITHSCORES',
    'LIMIT', math.max(0, used - most), granted - at_once)
  for i = 1, #ending, 2 do
    ended[#ended + 1] = ending[i]
    times[at_once + #ended] = math.ceil(tonumber(ending[i + 1]) - credit - now)
  end
end
for i = 1, granted do
  times[i] = (times[i] or 0) + delay
  leased[2 * i - 1], leased[2 * i] = now + times[i] + hold + delay, string.format('%s:%.0f', id, base + i - 1)
end
call(ended, 'ZREM', held)
call(leased, 'ZADD', held)
if granted > 0 then
  me.got = now
  if spacing > 0 then s.paced = s.paced + granted * spacing end
end

---- 11. When to come back for the rest
local ahead, unsatisfied = 0, nil -- how many permits go to others before I get one more
for level = 1, LEVELS do
  for name, it in pairs(all) do
    if name ~= id and not unsatisfied and it.want[level] > 0 then
      local before = it.want[level]
      if me.want[level] > 0 then
        local behind = me.had[level] - it.had[level]
        before = math.min(before, behind == 0 and it.got < me.got and 1 or math.max(0, behind))
      end
      ahead = ahead + before
    end
  end
  if me.want[level] > 0 then unsatisfied = unsatisfied or level end
end
local next_in = window
if wait > 0 then
  next_in = wait
elseif unsatisfied then
  local rank = ahead + used + math.min(granted, at_once) - most + (unsatisfied == 3 and reserve or 0)
  if rank < 0 then
    next_in = unsatisfied == 3 and math.max(10 * MS, s.bulk - now) or 10 * MS
  else
    local ending = redis.call('ZRANGEBYSCORE', held, now + credit + 1, '+inf', 'WITHSCORES',
      'LIMIT', math.min(rank, most - 1), 1)
    if ending[2] then next_in = tonumber(ending[2]) - credit - now - 0.75 * horizon end
    if next_in > window then -- its answer is still to come
      next_in = math.min(math.max(window / 8, next_in - hold + window), window / 2)
    end
    next_in = math.max(next_in, pacing)
    if unsatisfied > 1 then next_in = math.min(next_in, 5 * window / most) end -- its turn may come
  end
end
next_in = math.max(MS, math.ceil(next_in))
me.back = now + next_in + patience

---- 12. Remember
if flag == 'bye' then all[id] = nil end
local keep = math.ceil((math.max(60 * SECOND, 10 * window) + math.max(0, (s.pause or 0) - now)) / MS)
redis.call('SET', state, cmsgpack.pack(s), 'PX', keep)
redis.call('PEXPIRE', held, keep)

---- 13. Answer
local function left(at) return math.max(0, math.ceil((at or 0) - now)) end
local reply = { s.epoch, granted, most, configured, used + math.min(granted, at_once), count, waiting, s.episode,
  s.streak, left(s.pause), left(s.learn), next_in }
for i = 1, granted do reply[#reply + 1] = times[i] end
if flag == 'detail' then
  local holds = {}
  for _, permit in ipairs(redis.call('ZRANGE', held, 0, -1)) do
    local owner = string.match(permit, '^(.*):')
    holds[owner] = (holds[owner] or 0) + 1
  end
  for name, it in pairs(all) do
    reply[#reply + 1] = name
    reply[#reply + 1] = holds[name] or 0
    reply[#reply + 1] = it.want[1] + it.want[2] + it.want[3]
  end
end
return reply
