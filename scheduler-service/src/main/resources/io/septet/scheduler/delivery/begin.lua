-- Begins one visit to a due delivery: only if both clocks say that it is due, and hidden from others for a while.
-- KEYS: due list, delivery, its mark "being handed over"
-- ARGV: id, skew of a test's clock (ms), local time (ms), how long others look away (ms)
-- Answers {"none"}, {"early", score} or {"taken", delivery, the mark before or ""}.
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score then return {'none'} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
if tonumber(score) > now or tonumber(score) > tonumber(ARGV[3]) then return {'early', score} end
local text = redis.call('GET', KEYS[2])
if not text then
  redis.call('ZREM', KEYS[1], ARGV[1])
  return {'none'}
end
redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[4]), ARGV[1])
local mark = redis.call('GET', KEYS[3]) or ''
local delivery = cjson.decode(text)
if delivery.state == 'SCHEDULED' then
  -- From here on a call with this revision may be on its way, whatever happens to us.
  redis.call('SET', KEYS[3], '{"version":' .. string.format('%.0f', delivery.revision) .. '}')
end
return {'taken', text, mark}
