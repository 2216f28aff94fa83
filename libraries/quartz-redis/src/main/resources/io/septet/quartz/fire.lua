-- Marks acquired triggers as fired and gives their jobs out.
-- ARGV: run, lease, origin ('' tells nobody of the next times), then per trigger: id, key, next, previous, times fired, d if it changed,
--   d and data of the trigger that repeats the job if this run dies ('' if it does not ask for it).
-- Answers {fenced}, or {ok, now, rows}: per trigger {no}, or {fired, job, class, flags, description, data}.
local run = ARGV[1]
if not call('ZSCORE', NODES, run) then return {'fenced'} end
call('ZADD', NODES, 'XX', text(now + tonumber(ARGV[2])), run)

local rows = {}
for i = 4, #ARGV, 8 do
  local id, key = ARGV[i], ARGV[i + 1]
  local at = base .. 't:' .. key
  local record = call('HGET', base .. 'x:' .. run, id)
  local job = record and cjson.decode(record)[2]
  if not record then
    local t = call('HMGET', at, 's', 'o', 'j', 'r', 'n', 'p', 'c', 'd')
    if t[1] == 'A' and t[2] == id then
      job = t[3]
      local changed = ARGV[i + 5] ~= ''
      call('HDEL', base .. 'a:' .. run, id)
      call('HSET', base .. 'x:' .. run, id, cjson.encode({key, job, t[5], t[6] or '', t[7] or '',
        changed and t[8] or '', ARGV[i + 6], ARGV[i + 7], t[4], text(now)}))
      call('HSET', at, 's', ARGV[i + 2] == '' and 'C' or 'W', 'n', ARGV[i + 2], 'p', ARGV[i + 3], 'c', ARGV[i + 4])
      if changed then call('HSET', at, 'd', ARGV[i + 5]) end
      if ARGV[i + 2] ~= '' then place(key, t[4], ARGV[i + 2]) end
      if call('HGET', HELD, job) == 'A' .. id then call('HSET', HELD, job, 'X' .. id) end
    end
  end
  if job then
    local f = call('HMGET', base .. 'j:' .. job, 'c', 'f', 'e', 'm')
    rows[#rows + 1] = {'fired', job, f[1] or '', f[2] or '', f[3] or '', f[4] or ''}
  else
    rows[#rows + 1] = {'no'}
  end
end
if ARGV[3] ~= '' then announce(ARGV[3]) end
return {'ok', text(now), rows}
