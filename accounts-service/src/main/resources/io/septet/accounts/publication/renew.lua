-- Hides for longer what is still being worked on. Whatever has got another score meanwhile has been given its next step,
-- or belongs to another replica, and is left alone.
-- KEYS: 1 work. ARGV: 1 skew of TIME in tests (ms), 2 for how long it is hidden (ms), then pairs of id and score given.
-- Answers the new score, then the ids that have it.
local time = redis.call('TIME')
local hidden = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1]) + tonumber(ARGV[2]))
local answer = {hidden}
for i = 3, #ARGV, 2 do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if score and tonumber(score) == tonumber(ARGV[i + 1]) then
    redis.call('ZADD', KEYS[1], hidden, ARGV[i])
    answer[#answer + 1] = ARGV[i]
  end
end
return answer
