-- What all scripts of the store share; put before each of them. KEYS[1] is the prefix of every key of
-- the store, with the hash tag that keeps them in one slot.
local base = KEYS[1]
local call = redis.call
local DUE, HELD, NODES = base .. 'due', base .. 'held', base .. 'nodes'

local clock = call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function text(number) return string.format('%.0f', number) end
local function group_of(key) return key:match('^[^:]*') end
local function run_of(id) return id:match('^[^-]*') end
local function plain(escaped)
  return (escaped:gsub('%%(%x%x)', function(hex) return string.char(tonumber(hex, 16)) end))
end

-- Group names are compared as they were before escaping.
local function matches(operator, group, value)
  group = plain(group)
  if operator == 'EQUALS' then return group == value end
  if operator == 'STARTS_WITH' then return group:sub(1, #value) == value end
  if operator == 'ENDS_WITH' then return value == '' or group:sub(-#value) == value end
  if operator == 'CONTAINS' then return group:find(value, 1, true) ~= nil end
  return true
end

-- The others are woken when something falls due before everything they could know of.
local head, earliest
local function place(trigger, priority, at)
  if not head then
    head = tonumber(call('ZRANGE', DUE, 0, 0, 'WITHSCORES')[2]) or math.huge
  end
  call('ZADD', DUE, at, priority .. trigger)
  at = tonumber(at)
  if not earliest or at < earliest then earliest = at end
end
local function announce(origin)
  if earliest and earliest < head then
    -- A user without the right to publish goes without wake-ups.
    redis.pcall('PUBLISH', base .. 'wake', text(earliest) .. ' ' .. origin)
  end
end

-- A job that is free again: of the triggers parked behind it the earliest may go on.
local function unpark(job)
  local first = call('ZPOPMIN', base .. 'parked:' .. job)
  if first[1] then
    local at = text(tonumber(first[2]))
    place(first[1]:sub(9), first[1]:sub(1, 8), at)
    return at
  end
end
local function free(job, holder)
  if call('HGET', HELD, job) == holder then
    call('HDEL', HELD, job)
    return unpark(job)
  end
end

-- Takes a trigger out of wherever it waits. t: s state, o owner, r priority, j job.
local function withdraw(trigger, t)
  if t.s == 'A' then
    call('HDEL', base .. 'a:' .. run_of(t.o), t.o)
    free(t.j, 'A' .. t.o)
  elseif t.s == 'W' then
    local member = t.r .. trigger
    if call('ZREM', DUE, member) == 0 then
      call('ZREM', base .. 'parked:' .. t.j, member)
    elseif call('HEXISTS', HELD, t.j) == 0 then
      unpark(t.j)
    end
  end
end

local function load(trigger)
  local f = call('HMGET', base .. 't:' .. trigger, 's', 'o', 'r', 'j', 'k', 'n')
  if f[1] then return {s = f[1], o = f[2], r = f[3], j = f[4], k = f[5], n = f[6] or ''} end
end

-- Takes members out of their groups (kind jg or tg), and groups that are left empty out of all groups.
local function leave_group(kind, group, members)
  call('SREM', base .. kind .. ':' .. group, unpack(members))
  if call('EXISTS', base .. kind .. ':' .. group) == 0 then call('SREM', base .. kind, group) end
end
-- Where a script removes many and stores none, groups are left once for all of them, by leave_groups.
local leaving
local function leave(kind, key)
  local group = group_of(key)
  if not leaving then return leave_group(kind, group, {key}) end
  local groups = leaving[kind]
  groups[group] = groups[group] or {}
  table.insert(groups[group], key)
end
local function leave_groups()
  for kind, groups in pairs(leaving) do
    for group, members in pairs(groups) do leave_group(kind, group, members) end
  end
end

local function forget_job(job)
  call('DEL', base .. 'j:' .. job)
  leave('jg', job)
end

-- Removes a trigger, and its job when that is not durable and was left without one. t: as loaded, if it was.
local function remove_trigger(trigger, keep_job, deleted, t)
  t = t or load(trigger)
  if not t then return nil end
  withdraw(trigger, t)
  leave('tg', trigger)
  if t.k then call('SREM', base .. 'calt:' .. t.k, trigger) end
  if not keep_job and call('HLEN', base .. 'jt:' .. t.j) == 1 then
    local flags = call('HGET', base .. 'j:' .. t.j, 'f')
    if flags and not flags:find('d', 1, true) then
      call('DEL', base .. 't:' .. trigger, base .. 'jt:' .. t.j, base .. 'j:' .. t.j)
      leave('jg', t.j)
      deleted[#deleted + 1] = t.j
      return t
    end
  end
  call('DEL', base .. 't:' .. trigger)
  call('HDEL', base .. 'jt:' .. t.j, trigger)
  return t
end

-- Writes a trigger that does not exist. t: j job, d schedule, m data, n next, p previous, c times fired,
-- r priority, i ignores misfires, k calendar; '' where there is none.
local function write_trigger(trigger, t)
  local group = group_of(trigger)
  local state = 'W'
  if call('EXISTS', base .. 'all-paused', base .. 'pt', base .. 'pj') == 0 then
    -- Nothing is paused.
  elseif call('EXISTS', base .. 'all-paused') == 1 then
    call('SADD', base .. 'pt', group)
    state = 'P'
  elseif call('SISMEMBER', base .. 'pt', group) == 1
    or call('SISMEMBER', base .. 'pj', group_of(t.j)) == 1 then
    state = 'P'
  end
  if t.n == '' then state = 'C' end
  local fields = {'s', state, 'j', t.j, 'd', t.d, 'r', t.r}
  for _, name in ipairs({'m', 'n', 'p', 'c', 'i', 'k'}) do
    if t[name] ~= '' then
      fields[#fields + 1] = name
      fields[#fields + 1] = t[name]
    end
  end
  call('HSET', base .. 't:' .. trigger, unpack(fields))
  call('HSET', base .. 'jt:' .. t.j, trigger, '')
  if call('SADD', base .. 'tg:' .. group, trigger) == 1 then call('SADD', base .. 'tg', group) end
  if t.k ~= '' then call('SADD', base .. 'calt:' .. t.k, trigger) end
  if state == 'W' then place(trigger, t.r, t.n) end
end

-- Gives back what was acquired and not fired.
local function put_back(run, id, trigger)
  if call('HDEL', base .. 'a:' .. run, id) == 0 then return end
  local t = load(trigger)
  if t and t.s == 'A' and t.o == id then
    call('HSET', base .. 't:' .. trigger, 's', 'W')
    place(trigger, t.r, t.n)
    free(t.j, 'A' .. id)
  end
end

-- A call that may come twice: each slot of a client keeps the number and the answer of its last call.
-- ARGV from there: client, slot, number.
local session
local function once(from)
  session = {key = base .. 'c:' .. ARGV[from], slot = ARGV[from + 1], number = ARGV[from + 2]}
  local kept = call('HMGET', session.key, session.slot, 'renew')
  session.renew = tonumber(kept[2]) or 0
  local number, answer = (kept[1] or '0 '):match('^(%d+) (.*)$')
  if number == session.number then return cjson.decode(answer) end
  if tonumber(number) > tonumber(session.number) then
    -- Its caller has given up long since, and gone on.
    error('a call that came late')
  end
end
local function answered(answer)
  local kept = session.number .. ' ' .. cjson.encode(answer)
  if now < session.renew then
    call('HSET', session.key, session.slot, kept)
  else
    call('HSET', session.key, session.slot, kept, 'renew', text(now + 60000))
    call('PEXPIRE', session.key, 600000)
  end
  return answer
end
