-- Gives triggers back that will not be run: acquired ones, and fired ones whose job was never started.
-- ARGV: origin, then per trigger: id, key. Answers per trigger fenced or ok.
local answer = {}
for i = 2, #ARGV, 2 do
  local id, key = ARGV[i], ARGV[i + 1]
  local run = run_of(id)
  if not call('ZSCORE', NODES, run) then
    answer[#answer + 1] = 'fenced'
  else
    local record = call('HGET', base .. 'x:' .. run, id)
    if record then
      record = cjson.decode(record)
      key = record[1]
      call('HDEL', base .. 'x:' .. run, id)
      local t = load(key)
      if t and t.o == id and (t.s == 'W' or t.s == 'C') then
        withdraw(key, t)
        call('HSET', base .. 't:' .. key, 's', 'W', 'n', record[3], 'p', record[4], 'c', record[5])
        if record[6] ~= '' then call('HSET', base .. 't:' .. key, 'd', record[6]) end
        place(key, t.r, record[3])
      end
      free(record[2], 'X' .. id)
    else
      put_back(run, id, key)
    end
    answer[#answer + 1] = 'ok'
  end
end
announce(ARGV[1])
return answer
