-- Takes the next triggers for one run.
-- ARGV: run, lease, how far ahead, most, window, misfire threshold (all ms), number of the first.
-- Answers {fenced}, or {ok, now, misfired, acquired, whether there may be more}; when some have misfired
-- nothing is acquired. A crowd of triggers of one job that runs alone is parked in portions.
local run, most = ARGV[1], tonumber(ARGV[4])
if not call('ZSCORE', NODES, run) then return {'fenced'} end
call('ZADD', NODES, 'XX', text(now + tonumber(ARGV[2])), run)

-- Quartz asks when it holds nothing: what is still here was in an answer that got lost.
local left = call('HGETALL', base .. 'a:' .. run)
for i = 1, #left, 2 do put_back(run, left[i], left[i + 1]) end

local last = now + tonumber(ARGV[3])
local misfired_before = now - tonumber(ARGV[6])
local number = tonumber(ARGV[7])
local misfired, acquired, skipped, parked, done = {}, {}, 0, 0, false

while not done and #acquired < most do
  local page = call('ZRANGEBYSCORE', DUE, '-inf', text(last), 'WITHSCORES', 'LIMIT', skipped, most - #acquired + 4)
  if #page == 0 then break end
  for i = 1, #page, 2 do
    local member, at = page[i], tonumber(page[i + 1])
    local key = member:sub(9)
    local t = call('HMGET', base .. 't:' .. key, 'd', 'm', 'j', 'p', 'c', 'k', 'i')
    local job = t[3]
    local flags = job and call('HGET', base .. 'j:' .. job, 'f')
    if at > last or #acquired == most or #misfired == 100 then
      done = true
      break
    elseif not flags then
      -- Damage from outside.
      call('ZREM', DUE, member)
    else
      local alone = flags:find('x', 1, true)
      local holder = alone and call('HGET', HELD, job)
      local holding
      if holder then
        local id = holder:sub(2)
        holding = call('HGET', base .. (holder:sub(1, 1) == 'A' and 'a:' or 'x:') .. run_of(id), id)
        if not holding then
          -- Damage from outside: nobody runs it.
          call('HDEL', HELD, job)
          holder = nil
        end
      end
      local row = {key, t[1] or '', t[2] or '', job, text(at), t[4] or '', t[5] or '', flags}
      if t[6] then row[9] = t[6]; row[10] = call('HGET', base .. 'cal:' .. t[6], 'v') or '' end
      if holder then
        if holder:sub(1, 1) == 'A' and (tonumber(call('HGET', base .. 't:' .. holding, 'n')) or 0) > at then
          -- Its holder waits for a later time, and gives the job up when it hears of this one.
          skipped = skipped + 1
        else
          call('ZREM', DUE, member)
          call('ZADD', base .. 'parked:' .. job, text(at), member)
          parked = parked + 1
          if parked == 500 then
            done = true
            break
          end
        end
      elseif at < misfired_before and not t[7] then
        if #acquired > 0 then done = true break end
        misfired[#misfired + 1] = row
        skipped = skipped + 1
      elseif #misfired > 0 then
        done = true
        break
      else
        local id = run .. '-' .. text(number)
        number = number + 1
        call('ZREM', DUE, member)
        call('HSET', base .. 't:' .. key, 's', 'A', 'o', id)
        call('HSET', base .. 'a:' .. run, id, key)
        if alone then call('HSET', HELD, job, 'A' .. id) end
        if #acquired == 0 then last = math.max(at, now) + tonumber(ARGV[5]) end
        acquired[#acquired + 1] = row
        row[11] = id
        row[9] = row[9] or ''
        row[10] = row[10] or ''
      end
    end
  end
end
return {'ok', text(now), misfired, acquired, parked == 500 and '1' or '0'}
