-- Writes what misfire instructions made of triggers that are still as they were read.
-- ARGV: client, slot, number, then per trigger: key, d, n as read; d, n, p, c to write.
-- Answers 1 or 0 per trigger.
local earlier = once(1)
if earlier then return earlier end
local answer = {}
for i = 4, #ARGV, 7 do
  local key = ARGV[i]
  local t = load(key)
  local written = 0
  if t and t.s == 'W' and t.n == ARGV[i + 2]
    and call('HGET', base .. 't:' .. key, 'd') == ARGV[i + 1] then
    withdraw(key, t)
    call('HSET', base .. 't:' .. key, 'd', ARGV[i + 3], 'n', ARGV[i + 4], 'p', ARGV[i + 5], 'c', ARGV[i + 6])
    if ARGV[i + 4] == '' then
      call('HSET', base .. 't:' .. key, 's', 'C')
    else
      place(key, t.r, ARGV[i + 4])
    end
    written = 1
  end
  answer[#answer + 1] = written
end
return answered(answer)
