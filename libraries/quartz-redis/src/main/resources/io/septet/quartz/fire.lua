-- Marks acquired triggers as fired and gives their jobs out; then acquires the next that are due, if told to.
-- ARGV: run, lease, origin ('' tells nobody of the next times), how many to acquire, misfire threshold, number of the
--   first; then per trigger: id, key, next, previous, times fired, d if it changed, d and data of the trigger that
--   repeats the job if this run dies ('' if it does not ask for it).
-- Answers {fenced}, or {ok, now, rows, acquired}: per trigger {no}, or {fired, job, class, flags, description, data}.
local run = ARGV[1]
if not call('ZSCORE', NODES, run) then return {'fenced'} end
call('ZADD', NODES, 'XX', text(now + tonumber(ARGV[2])), run)

local held = call('EXISTS', HELD) == 1
local rows, fired, records = {}, {}, {}
for i = 7, #ARGV, 8 do
  local id, key, next = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local at = base .. 't:' .. key
  local t = call('HMGET', at, 's', 'o', 'j', 'r', 'n', 'p', 'c', 'd')
  local first = t[1] == 'A' and t[2] == id
  local job = t[3]
  if not first then
    -- Fired before, by a call whose answer got lost?
    local record = call('HGET', base .. 'x:' .. run, id)
    job = record and cjson.decode(record)[2]
  end
  local f = job and call('HMGET', base .. 'j:' .. job, 'c', 'f', 'e', 'm')
  if first then
    local changed = ARGV[i + 5] ~= ''
    fired[#fired + 1] = id
    records[#records + 1] = id
    records[#records + 1] = cjson.encode({key, job, t[5], t[6] or '', t[7] or '', changed and t[8] or '',
      ARGV[i + 6], ARGV[i + 7], t[4], text(now)})
    if changed then
      call('HSET', at, 's', next == '' and 'C' or 'W', 'n', next, 'p', ARGV[i + 3], 'c', ARGV[i + 4], 'd', ARGV[i + 5])
    else
      call('HSET', at, 's', next == '' and 'C' or 'W', 'n', next, 'p', ARGV[i + 3], 'c', ARGV[i + 4])
    end
    if next ~= '' then place(key, t[4], next) end
    if held and call('HGET', HELD, job) == 'A' .. id then call('HSET', HELD, job, 'X' .. id) end
  end
  if job then
    rows[#rows + 1] = {'fired', job, f[1] or '', f[2] or '', f[3] or '', f[4] or ''}
  else
    rows[#rows + 1] = {'no'}
  end
end
if fired[1] then
  call('HDEL', base .. 'a:' .. run, unpack(fired))
  call('HSET', base .. 'x:' .. run, unpack(records))
end

local acquired = {}
local most = tonumber(ARGV[4])
if most > 0 then
  put_all_back(run)
  local _, found = take(run, most, 0, 0, tonumber(ARGV[5]), tonumber(ARGV[6]))
  acquired = found
end
if ARGV[3] ~= '' then announce(ARGV[3]) end
return {'ok', text(now), rows, acquired}
