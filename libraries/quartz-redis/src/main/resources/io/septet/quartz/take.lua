-- Taking what is due; put before the scripts that do it.

-- What a run had acquired and does not know of: it was in an answer that got lost.
local function put_all_back(run)
  local left = call('HGETALL', base .. 'a:' .. run)
  for i = 1, #left, 2 do put_back(run, left[i], left[i + 1]) end
end

-- Acquires for a run at most so many triggers; how far ahead, window, misfire threshold in ms; number of the first.
-- Returns misfired, acquired, whether a crowd of triggers of one job that runs alone was parked, and there may be
-- more. When some have misfired nothing is acquired.
local function take(run, most, ahead, window, threshold, number)
  local records = base .. 'a:' .. run
  local last, misfired_before = now + ahead, now - threshold
  local misfired, acquired, skipped, parked, done = {}, {}, 0, 0, false
  local flags_of = {}

  while not done and #acquired < most do
    local page = call('ZRANGEBYSCORE', DUE, '-inf', text(last), 'WITHSCORES', 'LIMIT', skipped,
      math.min(most - #acquired + 4, 1000))
    if #page == 0 then break end
    local taken, held = {}, {}
    for i = 1, #page, 2 do
      local member, at = page[i], tonumber(page[i + 1])
      if at > last or #acquired == most or #misfired == 100 then
        done = true
        break
      end
      local key = member:sub(9)
      local t = call('HMGET', base .. 't:' .. key, 'd', 'm', 'j', 'p', 'c', 'k', 'i')
      local job = t[3]
      local flags = job and (flags_of[job] or call('HGET', base .. 'j:' .. job, 'f'))
      if not flags then
        -- Damage from outside.
        call('ZREM', DUE, member)
      else
        flags_of[job] = flags
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
          call('HSET', base .. 't:' .. key, 's', 'A', 'o', id)
          taken[#taken + 1] = member
          if alone then
            -- Written at once: the next of the same job looks for it.
            call('HSET', records, id, key)
            call('HSET', HELD, job, 'A' .. id)
          else
            held[#held + 1] = id
            held[#held + 1] = key
          end
          if #acquired == 0 then last = math.max(at, now) + window end
          acquired[#acquired + 1] = row
          row[11] = id
          row[9] = row[9] or ''
          row[10] = row[10] or ''
        end
      end
    end
    if taken[1] then call('ZREM', DUE, unpack(taken)) end
    if held[1] then call('HSET', records, unpack(held)) end
  end
  return misfired, acquired, parked == 500
end
