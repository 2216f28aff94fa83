-- Applies one change whole or not at all: every guard is read before the first write.
-- KEYS: all keys of the change. ARGV[1]: {"guards":[[kind,key index,...]],"ops":[[command,key index,...]]}
-- Answers {"applied"}, {"stale", key}, {"replayed", answer} or {"other-body"}.
local change = cjson.decode(ARGV[1])

local function numbers(text)
  local list = {}
  for number in text:gmatch('%S+') do list[#list + 1] = tonumber(number) end
  return list
end

local function text(list)
  for i, number in ipairs(list) do list[i] = string.format('%.0f', number) end
  return table.concat(list, ' ')
end

local function tally(key, field, sums, greatest)
  local kept = redis.call('HGET', key, field) or ';'
  local added = numbers(kept:match('^[^;]*'))
  local newest = numbers(kept:match(';(.*)$'))
  for i, number in ipairs(sums) do added[i] = (added[i] or 0) + number end
  for i, number in ipairs(greatest) do newest[i] = math.max(newest[i] or 0, number) end
  redis.call('HSET', key, field, text(added) .. ';' .. text(newest))
end

for _, guard in ipairs(change.guards) do
  local key = KEYS[guard[2]]
  local kind = guard[1]
  if kind == 'once' then
    local earlier = redis.call('HMGET', key, 'body', 'answer')
    if earlier[1] then
      if earlier[1] ~= guard[3] then return {'other-body'} end
      return {'replayed', earlier[2]}
    end
  elseif kind == 'version' then
    local document = redis.call('GET', key)
    local version = document and cjson.decode(document).version or 0
    if version ~= tonumber(guard[3]) then return {'stale', key} end
  end
end

for _, op in ipairs(change.ops) do
  local command = op[1]
  local key = KEYS[op[2]]
  if command == 'once' then
    redis.call('HSET', key, 'body', op[3], 'answer', op[4])
    redis.call('PEXPIRE', key, op[5])
  elseif command == 'tally' then
    tally(key, op[3], op[4], op[5])
  elseif command == 'XADD' then
    redis.call('XADD', key, '*', 'e', op[3])
  else
    redis.call(command, key, unpack(op, 3))
  end
end
return {'applied'}
