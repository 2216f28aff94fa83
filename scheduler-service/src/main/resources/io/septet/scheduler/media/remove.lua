-- Removes a picture's record unless a post uses it. KEYS: record, set of the posts that use it
if redis.call('SCARD', KEYS[2]) > 0 then return 'in-use' end
redis.call('DEL', KEYS[1])
return 'removed'
