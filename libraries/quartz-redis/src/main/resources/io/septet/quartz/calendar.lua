-- Stores or removes a calendar; with new times of its triggers, or not at all if one of them changed meanwhile.
-- ARGV: client, slot, number, store or remove, name; to store: JSON, may replace, whether triggers are
-- updated, then per trigger of the calendar: key, d, n as read; d, n, p, c to write.
-- Answers {ok}, {exists}, {stale}, {used} or {none}.
local earlier = once(1)
if earlier then return earlier end
local name = ARGV[5]
local key, users = base .. 'cal:' .. name, base .. 'calt:' .. name

if ARGV[4] == 'remove' then
  if call('EXISTS', users) == 1 then return {'used'} end
  if call('DEL', key) == 0 then return {'none'} end
  call('SREM', base .. 'cals', name)
  return answered({'ok'})
end

local there = call('EXISTS', key) == 1
if there and ARGV[7] == '0' then return {'exists'} end
if there and ARGV[8] == '1' then
  if call('SCARD', users) ~= (#ARGV - 8) / 7 then return {'stale'} end
  for i = 9, #ARGV, 7 do
    local t = call('HMGET', base .. 't:' .. ARGV[i], 'd', 'n')
    if t[1] ~= ARGV[i + 1] or (t[2] or '') ~= ARGV[i + 2]
      or call('SISMEMBER', users, ARGV[i]) == 0 then return {'stale'} end
  end
  for i = 9, #ARGV, 7 do
    local trigger = ARGV[i]
    local at = base .. 't:' .. trigger
    local t = load(trigger)
    withdraw(trigger, t)
    call('HSET', at, 'd', ARGV[i + 3], 'n', ARGV[i + 4], 'p', ARGV[i + 5], 'c', ARGV[i + 6])
    if ARGV[i + 4] == '' then
      if t.s ~= 'E' then call('HSET', at, 's', 'C') end
    elseif t.s == 'W' or t.s == 'A' then
      call('HSET', at, 's', 'W')
      place(trigger, t.r, ARGV[i + 4])
    end
  end
end
call('HSET', key, 'd', ARGV[6], 'v', text(now) .. clock[2])
call('SADD', base .. 'cals', name)
announce(ARGV[1])
return answered({'ok'})
