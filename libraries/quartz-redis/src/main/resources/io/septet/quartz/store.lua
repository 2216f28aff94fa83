-- Stores jobs and triggers, all or none.
-- ARGV: client, slot, number, jobs, triggers, replaced trigger or '';
--   per job: key, may replace, class, flags, description, data;
--   per trigger: key, may replace, job, d, m, n, p, c, r, i, k.
-- Answers {ok}, {job, key}, {trigger, key}, {no-job, key}, {no-calendar, name}, {none} or {other-job}.
local earlier = once(1)
if earlier then return earlier end
local jobs, triggers, replaced = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6]
local first_trigger = 7 + jobs * 6

local coming = {}
for i = 7, first_trigger - 1, 6 do
  if ARGV[i + 1] == '0' and call('EXISTS', base .. 'j:' .. ARGV[i]) == 1 then return {'job', ARGV[i]} end
  coming[ARGV[i]] = true
end
for i = first_trigger, first_trigger + triggers * 11 - 1, 11 do
  local key, job, calendar = ARGV[i], ARGV[i + 2], ARGV[i + 10]
  if ARGV[i + 1] == '0' and key ~= replaced and call('EXISTS', base .. 't:' .. key) == 1 then
    return {'trigger', key}
  end
  if not coming[job] and call('EXISTS', base .. 'j:' .. job) == 0 then return {'no-job', job} end
  if calendar ~= '' and call('EXISTS', base .. 'cal:' .. calendar) == 0 then
    return {'no-calendar', calendar}
  end
end
if replaced ~= '' then
  local old = load(replaced)
  if not old then return {'none'} end
  if old.j ~= ARGV[first_trigger + 2] then return {'other-job'} end
  remove_trigger(replaced, true)
end

for i = 7, first_trigger - 1, 6 do
  local key, flags = ARGV[i], ARGV[i + 3]
  local at = base .. 'j:' .. key
  local fields = {'v', '1', 'c', ARGV[i + 2], 'f', flags}
  for offset, name in pairs({[4] = 'e', [5] = 'm'}) do
    if ARGV[i + offset] ~= '' then
      fields[#fields + 1] = name
      fields[#fields + 1] = ARGV[i + offset]
    end
  end
  if ARGV[i + 1] == '1' then call('DEL', at) end
  call('HSET', at, unpack(fields))
  if call('SADD', base .. 'jg:' .. group_of(key), key) == 1 then
    call('SADD', base .. 'jg', group_of(key))
  elseif not flags:find('x', 1, true) then
    -- It may run beside itself from now on.
    call('HDEL', HELD, key)
    while unpark(key) do end
  end
end
for i = first_trigger, first_trigger + triggers * 11 - 1, 11 do
  if ARGV[i + 1] == '1' then remove_trigger(ARGV[i], true) end
  write_trigger(ARGV[i], {j = ARGV[i + 2], d = ARGV[i + 3], m = ARGV[i + 4], n = ARGV[i + 5],
    p = ARGV[i + 6], c = ARGV[i + 7], r = ARGV[i + 8], i = ARGV[i + 9], k = ARGV[i + 10]})
end
announce(ARGV[1])
return answered({'ok'})
