-- Puts a new ciphertext in the place of the one it was made of, if that is still there; its time stays.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
  return 1
end
return 0
