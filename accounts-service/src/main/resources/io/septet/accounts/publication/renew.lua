-- Hides for longer what is still being worked on. Whatever has got another score meanwhile has been given its next step,
-- or belongs to another replica, and is left alone.
-- KEYS: steps of workspaces. ARGV: 1 skew of TIME in tests (ms), 2 for how long it is hidden (ms), then the index of the
--       workspace's key, id and score given, by threes.
-- Answers the new score, then the ids that have it.
local time = redis.call('TIME')
local hidden = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1]) + tonumber(ARGV[2]))
local answer = {hidden}
for i = 3, #ARGV, 3 do
  local steps = KEYS[tonumber(ARGV[i])]
  local score = redis.call('ZSCORE', steps, ARGV[i + 1])
  if score and tonumber(score) == tonumber(ARGV[i + 2]) then
    redis.call('ZADD', steps, hidden, ARGV[i + 1])
    answer[#answer + 1] = ARGV[i + 1]
  end
end
return answer
