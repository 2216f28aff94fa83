-- Joins, renews a lease or leaves, and takes over what a dead run has left.
-- ARGV: join, renew or leave; run, lease, run that this one follows or ''.
-- Answers {fenced}, or {ok, now, acquired released, fired to be repeated, fired and dropped, whether there
-- is more to take over, ids of what this run has fired}.
local kind, run, lease, before = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local released, repeated, dropped = 0, 0, 0

local function take_over(dead)
  call('ZREM', NODES, dead)
  local acquired = call('HGETALL', base .. 'a:' .. dead)
  for i = 1, #acquired, 2 do
    put_back(dead, acquired[i], acquired[i + 1])
    released = released + 1
  end
  local fired = call('HGETALL', base .. 'x:' .. dead)
  for i = 1, #fired, 2 do
    local id, record = fired[i], cjson.decode(fired[i + 1])
    local trigger, job = record[1], record[2]
    free(job, 'X' .. id)
    if record[7] ~= '' and call('EXISTS', base .. 'j:' .. job) == 1 then
      write_trigger('RECOVERING_JOBS:recover_' .. id, {j = job, d = record[7], m = record[8], n = record[3],
        p = '', c = '', r = record[9], i = '1', k = ''})
      repeated = repeated + 1
    else
      dropped = dropped + 1
    end
    local t = load(trigger)
    if t and t.s == 'C' and t.o == id then remove_trigger(trigger, false, {}) end
  end
  call('DEL', base .. 'a:' .. dead, base .. 'x:' .. dead)
end

if kind == 'leave' then
  local acquired = call('HGETALL', base .. 'a:' .. run)
  for i = 1, #acquired, 2 do put_back(run, acquired[i], acquired[i + 1]) end
  -- Jobs that still run keep the lease until it ends by itself.
  if call('EXISTS', base .. 'x:' .. run) == 0 then call('ZREM', NODES, run) end
  announce(run)
  return {'ok', text(now), '0', '0', '0', '0', {}}
elseif kind == 'join' then
  if before ~= '' then take_over(before) end
  call('ZADD', NODES, text(now + lease), run)
elseif not call('ZSCORE', NODES, run) then
  return {'fenced'}
else
  call('ZADD', NODES, text(now + lease), run)
end

local dead = call('ZRANGEBYSCORE', NODES, '-inf', '(' .. text(now), 'LIMIT', 0, 2)
if dead[1] then take_over(dead[1]) end
announce(run)
return {'ok', text(now), tostring(released), tostring(repeated), tostring(dropped), dead[2] and '1' or '0',
  call('HKEYS', base .. 'x:' .. run)}
